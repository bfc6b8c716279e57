//! Which filters, tests and functions a template has.

use std::sync::Arc;

use minijinja::{Environment, ErrorKind};

use crate::render::template::environment;
use crate::render::wording::Wording;

/// What can be asked for by name.
pub(super) struct Names(Environment<'static>);

impl Names {
    pub(super) fn new() -> Self {
        Self(environment(Arc::new(Vec::new()), &Wording::default()))
    }

    pub(super) fn has_filter(&self, name: &str) -> bool {
        self.kind(&format!("''|{name}")) != Some(ErrorKind::UnknownFilter)
    }

    pub(super) fn has_test(&self, name: &str) -> bool {
        self.kind(&format!("'' is {name}")) != Some(ErrorKind::UnknownTest)
    }

    pub(super) fn has_function(&self, name: &str) -> bool {
        self.0.globals().any(|(known, _)| known == name)
    }

    fn kind(&self, expression: &str) -> Option<ErrorKind> {
        let compiled = match self.0.compile_expression(expression) {
            Ok(compiled) => compiled,
            Err(error) => return Some(error.kind()),
        };
        compiled.eval(()).err().map(|error| error.kind())
    }
}
