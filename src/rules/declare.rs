//! How a rule is declared: its static, from its name, its level, its function and the page beside it.

/// Declares the static of a rule: `rule!(SESSION_TOO_SHORT, "session-too-short", Error, session_too_short);`. The page is the
/// Markdown file of the function's name beside it. Inside the file, `finding(span, message)` starts a finding of the rule.
macro_rules! rule {
    ($name:ident, $code:literal, $severity:ident, $function:ident) => {
        pub(super) static $name: crate::rules::Rule = crate::rules::Rule {
            code: crate::diag::Code::new($code),
            severity: crate::diag::Severity::$severity,
            page: include_str!(concat!(stringify!($function), ".md")),
            find: $function,
        };

        /// A finding of this rule.
        fn finding(
            span: crate::source::Span,
            message: impl Into<String>,
        ) -> crate::diag::Diagnostic {
            crate::diag::Diagnostic::new($name.code, $name.severity, span, message)
        }
    };
}

pub(super) use rule;
