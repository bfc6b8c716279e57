//! The `supervision` program: see the library for everything it does.

fn main() -> supervision::cli::ExitStatus {
    supervision::cli::main()
}
