//! A listener that gives a browser its pages, notes every request for anything else, and takes what the browser has to say.

use std::collections::BTreeMap;
use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// What a path gives.
pub(super) type Routes = BTreeMap<String, String>;

/// The two ports: one that serves, and one to which nobody should ever come.
pub(super) struct Server {
    pub(super) port: u16,
    pub(super) trap: u16,
    strangers: Arc<Mutex<Vec<String>>>,
    said: Receiver<String>,
}

impl Server {
    pub(super) fn start(routes: Routes) -> Self {
        let listen = || TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        let (listener, trap) = (listen(), listen());
        let port = |listener: &TcpListener| listener.local_addr().expect("it is bound").port();
        let (tell, said) = channel();
        let strangers = Arc::new(Mutex::new(Vec::new()));
        let server = Self {
            port: port(&listener),
            trap: port(&trap),
            strangers: Arc::clone(&strangers),
            said,
        };
        let routes = Arc::new(routes);
        let noted = Arc::clone(&strangers);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (routes, tell, noted) = (Arc::clone(&routes), tell.clone(), Arc::clone(&noted));
                std::thread::spawn(move || answer(stream, &routes, &tell, &noted));
            }
        });
        std::thread::spawn(move || {
            for mut stream in trap.incoming().flatten() {
                // The connection alone is the fault, whatever it asks for.
                let _ = stream.set_read_timeout(Some(Duration::from_millis(300)));
                let mut bytes = [0; 300];
                let read = stream.read(&mut bytes).unwrap_or(0);
                let line = String::from_utf8_lossy(&bytes[..read]);
                let line = line.lines().next().unwrap_or_default().to_owned();
                note(&strangers, format!("a connection elsewhere: {line}"));
            }
        });
        server
    }

    /// What the browser says at its end; none where it says nothing in time.
    pub(super) fn said(&self, wait: Duration) -> Option<String> {
        self.said.recv_timeout(wait).ok()
    }

    /// Every request that was for none of the pages.
    pub(super) fn strangers(&self) -> Vec<String> {
        let mut noted = self.strangers.lock().expect("nobody panicked").clone();
        noted.sort();
        noted.dedup();
        noted
    }
}

fn note(strangers: &Mutex<Vec<String>>, what: String) {
    strangers.lock().expect("nobody panicked").push(what);
}

fn answer(
    mut stream: TcpStream,
    routes: &Routes,
    tell: &Sender<String>,
    strangers: &Mutex<Vec<String>>,
) {
    let _ = stream.set_read_timeout(Some(Duration::from_secs(30)));
    let mut bytes = Vec::new();
    let mut piece = [0; 8192];
    let head = loop {
        if let Some(at) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            break at;
        }
        match stream.read(&mut piece) {
            Ok(0) | Err(_) => return, // A connection that was kept ready and not used.
            Ok(read) => bytes.extend_from_slice(&piece[..read]),
        }
    };
    let lines = String::from_utf8_lossy(&bytes[..head]).into_owned();
    let mut first = lines.lines().next().unwrap_or_default().split(' ');
    let (method, path) = (
        first.next().unwrap_or_default().to_owned(),
        first.next().unwrap_or_default().to_owned(),
    );
    if method == "POST" && path == "/done" {
        let length = lines.lines().find_map(|line| {
            let (name, value) = line.split_once(':')?;
            name.eq_ignore_ascii_case("content-length")
                .then(|| value.trim().parse::<usize>().ok())?
        });
        let wanted = head + 4 + length.unwrap_or(0);
        while bytes.len() < wanted {
            match stream.read(&mut piece) {
                Ok(0) | Err(_) => break,
                Ok(read) => bytes.extend_from_slice(&piece[..read]),
            }
        }
        let body = String::from_utf8_lossy(&bytes[head + 4..]).into_owned();
        let _ = tell.send(body);
        respond(&mut stream, "200 OK", &path, "");
        return;
    }
    match routes.get(&path) {
        Some(body) if method == "GET" => respond(&mut stream, "200 OK", &path, body),
        // The browser asks for this one by itself.
        _ if path == "/favicon.ico" => respond(&mut stream, "404 Not Found", &path, ""),
        _ => {
            note(strangers, format!("{method} {path}"));
            respond(&mut stream, "404 Not Found", &path, "");
        }
    }
}

fn respond(stream: &mut TcpStream, status: &str, path: &str, body: &str) {
    let kind = match path.rsplit('.').next() {
        Some("js") => "text/javascript",
        Some("json") => "application/json",
        _ => "text/html",
    };
    let length = body.len();
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {kind}; charset=utf-8\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
    );
    let _ = stream.write_all(head.as_bytes());
    let _ = stream.write_all(body.as_bytes());
}
