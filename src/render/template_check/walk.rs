//! Every statement and every expression of a template, held against what there is.

use std::collections::{BTreeMap, BTreeSet};

use minijinja::machinery::Span;
use minijinja::machinery::ast::{Call, CallArg, Expr, Macro, Stmt};

use super::Fault;
use super::names::Names;
use crate::render::template_data::Shape;
use crate::render::templates::View;
use crate::render::wording::Wording;
use crate::render::wording::findings::nearest;

/// How deep macros are followed into one another.
const DEPTH: usize = 20;

/// What is wrong with a view's template or with the parts that stand before it.
pub(super) fn faults<'t>(
    wording: &Wording,
    view: View,
    parts: &'t Stmt<'t>,
    own: &'t Stmt<'t>,
) -> Vec<Fault> {
    let mut walk = Walk {
        wording,
        names: Names::new(),
        root: Shape::of(view),
        path: View::Parts.path(),
        macros: BTreeMap::new(),
        called: BTreeSet::new(),
        depth: 0,
        scopes: vec![BTreeMap::new()],
        found: Vec::new(),
    };
    walk.note_macros(parts);
    walk.path = view.path();
    walk.note_macros(own);
    walk.statement(own);
    walk.uncalled();
    walk.found
}

struct Walk<'a, 't> {
    wording: &'a Wording,
    names: Names,
    root: Shape,
    /// Whose text is walked through.
    path: &'static str,
    macros: BTreeMap<&'t str, (&'static str, &'t Macro<'t>)>,
    called: BTreeSet<&'t str>,
    depth: usize,
    /// What is set, innermost last.
    scopes: Vec<BTreeMap<&'t str, Shape>>,
    found: Vec<Fault>,
}

impl<'t> Walk<'_, 't> {
    fn note_macros(&mut self, tree: &'t Stmt<'t>) {
        if let Stmt::Template(template) = tree {
            for child in &template.children {
                if let Stmt::Macro(one) = child {
                    self.macros.insert(one.name, (self.path, one));
                }
            }
        }
    }

    /// A macro that nothing calls is looked through as well, though what it is given is not known.
    fn uncalled(&mut self) {
        let left: Vec<&'t str> = self
            .macros
            .keys()
            .filter(|name| !self.called.contains(*name))
            .copied()
            .collect();
        for name in left {
            self.call_macro(name, &[]);
        }
    }

    fn statements(&mut self, statements: &'t [Stmt<'t>]) {
        for statement in statements {
            self.statement(statement);
        }
    }

    fn within(&mut self, set: BTreeMap<&'t str, Shape>, body: &'t [Stmt<'t>]) {
        self.scopes.push(set);
        self.statements(body);
        self.scopes.pop();
    }

    fn statement(&mut self, statement: &'t Stmt<'t>) {
        match statement {
            Stmt::Template(template) => self.statements(&template.children),
            Stmt::EmitRaw(_) | Stmt::Macro(_) => {}
            Stmt::EmitExpr(emit) => {
                let shape = self.expression(&emit.expr);
                if shape.is_made_of_others() {
                    self.fault(
                        whole(&emit.expr),
                        "a list, or a value that is made of others, cannot be printed".to_owned(),
                        "write out its parts, or join the items of a list".to_owned(),
                    );
                }
            }
            Stmt::ForLoop(one) => {
                let item = self.expression(&one.iter).item();
                let mut set = BTreeMap::from([("loop", Shape::Any)]);
                targets(&one.target, item, &mut set);
                self.scopes.push(set);
                if let Some(filter) = &one.filter_expr {
                    self.expression(filter);
                }
                self.statements(&one.body);
                self.scopes.pop();
                self.statements(&one.else_body);
            }
            Stmt::IfCond(one) => {
                self.expression(&one.expr);
                self.statements(&one.true_body);
                self.statements(&one.false_body);
            }
            Stmt::WithBlock(one) => {
                let mut set = BTreeMap::new();
                for (target, value) in &one.assignments {
                    let shape = self.expression(value);
                    targets(target, shape, &mut set);
                }
                self.within(set, &one.body);
            }
            Stmt::Set(one) => {
                let shape = self.expression(&one.expr);
                self.set(&one.target, shape);
            }
            Stmt::SetBlock(one) => {
                self.within(BTreeMap::new(), &one.body);
                self.set(&one.target, Shape::Any);
            }
            Stmt::AutoEscape(one) => self.statements(&one.body),
            Stmt::FilterBlock(one) => {
                self.expression(&one.filter);
                self.within(BTreeMap::new(), &one.body);
            }
            Stmt::CallBlock(one) => {
                self.call(&one.call, one.call.span());
                let mut set = BTreeMap::new();
                for argument in &one.macro_decl.args {
                    targets(argument, Shape::Any, &mut set);
                }
                self.within(set, &one.macro_decl.body);
            }
            Stmt::Do(one) => {
                self.call(&one.call, one.call.span());
            }
            Stmt::Block(one) => self.within(BTreeMap::new(), &one.body),
            Stmt::Import(one) => self.other(one.span()),
            Stmt::FromImport(one) => self.other(one.span()),
            Stmt::Extends(one) => self.other(one.span()),
            Stmt::Include(one) => self.other(one.span()),
        }
    }

    fn other(&mut self, span: Span) {
        self.fault(
            span,
            "a template cannot take in another".to_owned(),
            format!("put what several share into {}", View::Parts.path()),
        );
    }

    fn set(&mut self, target: &'t Expr<'t>, shape: Shape) {
        if let Some(scope) = self.scopes.last_mut() {
            targets(target, shape, scope);
        }
    }

    fn expression(&mut self, expression: &'t Expr<'t>) -> Shape {
        match expression {
            Expr::Const(_) => Shape::Any,
            Expr::Var(one) => self.variable(one.id, one.span()),
            Expr::GetAttr(one) => {
                let of = self.expression(&one.expr);
                self.value(of, &one.expr, one.name, whole(expression))
            }
            Expr::GetItem(one) => {
                let of = self.expression(&one.expr);
                self.expression(&one.subscript_expr);
                let name = one.subscript_expr.as_const();
                match name.as_ref().and_then(|name| name.as_str()) {
                    Some(name) => self.value(of, &one.expr, name, whole(expression)),
                    None => of.item(),
                }
            }
            Expr::Filter(one) => {
                let of = one.expr.as_ref().map(|expr| self.expression(expr));
                self.arguments(&one.args);
                if !self.names.has_filter(one.name) {
                    self.unknown(whole(expression), "filter", one.name, "");
                }
                match (one.name, of) {
                    ("sort" | "reverse" | "unique" | "list", Some(of)) => of,
                    ("first" | "last", Some(of)) => of.item(),
                    _ => Shape::Any,
                }
            }
            Expr::Test(one) => {
                if !self.names.has_test(one.name) {
                    self.unknown(whole(expression), "test", one.name, "");
                }
                // Whether a value is there may be asked of any.
                if !matches!(one.name, "defined" | "undefined") {
                    self.expression(&one.expr);
                }
                self.arguments(&one.args);
                Shape::Any
            }
            Expr::Call(one) => {
                self.call(one, whole(expression));
                Shape::Any
            }
            Expr::Slice(one) => {
                let of = self.expression(&one.expr);
                for part in [&one.start, &one.stop, &one.step].into_iter().flatten() {
                    self.expression(part);
                }
                of
            }
            Expr::UnaryOp(one) => {
                self.expression(&one.expr);
                Shape::Any
            }
            Expr::BinOp(one) => {
                self.expression(&one.left);
                self.expression(&one.right);
                Shape::Any
            }
            Expr::Compare(one) => {
                self.expression(&one.expr);
                for compared in &one.ops {
                    self.expression(&compared.expr);
                }
                Shape::Any
            }
            Expr::IfExpr(one) => {
                self.expression(&one.test_expr);
                self.expression(&one.true_expr);
                if let Some(other) = &one.false_expr {
                    self.expression(other);
                }
                Shape::Any
            }
            Expr::List(one) => {
                one.items.iter().for_each(|item| {
                    self.expression(item);
                });
                Shape::Any
            }
            Expr::Tuple(one) => {
                one.items.iter().for_each(|item| {
                    self.expression(item);
                });
                Shape::Any
            }
            Expr::Map(one) => {
                one.keys.iter().chain(&one.values).for_each(|item| {
                    self.expression(item);
                });
                Shape::Any
            }
        }
    }

    fn variable(&mut self, name: &'t str, span: Span) -> Shape {
        if let Some(set) = self.scopes.iter().rev().find_map(|scope| scope.get(name)) {
            return *set;
        }
        if let Some(value) = self.root.value(name) {
            return value;
        }
        if self.macros.contains_key(name) || self.names.has_function(name) {
            return Shape::Any;
        }
        let mut known: Vec<&str> = self.root.names().collect();
        known.extend(self.scopes.iter().flat_map(|scope| scope.keys().copied()));
        let help = help(name, known.into_iter(), "");
        self.fault(span, format!("there is no value `{name}` here"), help);
        Shape::Any
    }

    /// A value of another one.
    fn value(&mut self, of: Shape, whose: &'t Expr<'t>, name: &str, span: Span) -> Shape {
        if let Some(found) = of.value(name) {
            return found;
        }
        let way = way(whose).map_or_else(String::new, |way| format!("{way}."));
        let help = help(name, of.names(), &way);
        self.fault(span, format!("there is no value `{way}{name}`"), help);
        Shape::Any
    }

    fn arguments(&mut self, arguments: &'t [CallArg<'t>]) -> Vec<Shape> {
        let each = |argument: &'t CallArg<'t>| match argument {
            CallArg::Pos(one) | CallArg::Kwarg(_, one) => self.expression(one),
            CallArg::PosSplat(one) | CallArg::KwargSplat(one) => {
                self.expression(one);
                Shape::Any
            }
        };
        arguments.iter().map(each).collect()
    }

    fn call(&mut self, call: &'t Call<'t>, span: Span) {
        let given = self.arguments(&call.args);
        let Expr::Var(name) = &call.expr else {
            self.expression(&call.expr);
            return;
        };
        let name = name.id;
        let is_set = self.scopes.iter().any(|scope| scope.contains_key(name));
        if is_set || name == "caller" {
            return;
        }
        if self.macros.contains_key(name) {
            self.call_macro(name, &given);
        } else if name == "t" {
            self.string(call, span);
        } else if !self.names.has_function(name) {
            self.unknown(span, "function", name, "");
        }
    }

    /// A string of the catalogue, where the template names it outright.
    fn string(&mut self, call: &'t Call<'t>, span: Span) {
        let key = match call.args.first() {
            Some(CallArg::Pos(key)) => key.as_const(),
            _ => None,
        };
        let Some(key) = key.as_ref().and_then(|key| key.as_str()) else {
            return;
        };
        if !self.wording.knows(key) {
            let help = match nearest(key, Wording::keys()) {
                Some(near) => format!("did you mean `{near}`? otherwise remove it"),
                None => "see `supervision template show strings` for all of them".to_owned(),
            };
            self.fault(span, format!("there is no string `{key}`"), help);
            return;
        }
        let Some(known) = Wording::places(key) else {
            return;
        };
        let list: Vec<String> = known.iter().map(|place| format!("`{place}`")).collect();
        let help = match list.is_empty() {
            true => "remove it: the string has no places".to_owned(),
            false => format!("give it its places: {}", list.join(", ")),
        };
        let mut given = BTreeSet::new();
        for argument in &call.args {
            match argument {
                CallArg::Kwarg(name, _) => {
                    given.insert((*name).to_owned());
                }
                // What else is given cannot be told.
                CallArg::KwargSplat(_) | CallArg::PosSplat(_) => return,
                CallArg::Pos(_) => {}
            }
        }
        if let Some(odd) = given.difference(&known).next() {
            let message = format!("the string `{key}` has no place `{odd}`");
            self.fault(span, message, help);
        } else if let Some(lacking) = known.difference(&given).next() {
            let message = format!("the string `{key}` is not given its place `{lacking}`");
            self.fault(span, message, help);
        }
    }

    fn call_macro(&mut self, name: &'t str, given: &[Shape]) {
        let Some((path, one)) = self.macros.get(name).copied() else {
            return;
        };
        self.called.insert(name);
        if self.depth == DEPTH {
            return;
        }
        let mut set = BTreeMap::from([("caller", Shape::Any)]);
        for (at, argument) in one.args.iter().enumerate() {
            let shape = given.get(at).copied().unwrap_or(Shape::Any);
            targets(argument, shape, &mut set);
        }
        // A macro sees what it is given, and what the document is given.
        let outside = std::mem::replace(&mut self.scopes, vec![set]);
        let from = std::mem::replace(&mut self.path, path);
        self.depth += 1;
        self.statements(&one.body);
        self.depth -= 1;
        self.path = from;
        self.scopes = outside;
    }

    fn unknown(&mut self, span: Span, what: &str, name: &str, help: &str) {
        let help = match help {
            "" => format!("see `supervision explain templates` for the {what}s that there are"),
            help => help.to_owned(),
        };
        self.fault(span, format!("there is no {what} `{name}`"), help);
    }

    fn fault(&mut self, span: Span, message: String, help: String) {
        self.found.push(Fault {
            path: self.path,
            range: span.start_offset as usize..span.end_offset as usize,
            message,
            help,
        });
    }
}

/// Where an expression stands from its first name on: the parser places some by what follows their first dot.
fn whole(expression: &Expr<'_>) -> Span {
    let within = match expression {
        Expr::GetAttr(one) => Some(whole(&one.expr)),
        Expr::GetItem(one) => Some(whole(&one.expr)),
        Expr::Filter(one) => one.expr.as_ref().map(whole),
        Expr::Test(one) => Some(whole(&one.expr)),
        Expr::Call(one) => Some(whole(&one.expr)),
        _ => None,
    };
    let mut span = expression.span();
    if let Some(within) = within.filter(|within| within.start_offset < span.start_offset) {
        span.start_offset = within.start_offset;
    }
    span
}

/// The names that a target sets.
fn targets<'t>(target: &'t Expr<'t>, shape: Shape, set: &mut BTreeMap<&'t str, Shape>) {
    match target {
        Expr::Var(one) => {
            set.insert(one.id, shape);
        }
        Expr::List(one) => one
            .items
            .iter()
            .for_each(|item| targets(item, Shape::Any, set)),
        Expr::Tuple(one) => one
            .items
            .iter()
            .for_each(|item| targets(item, Shape::Any, set)),
        _ => {}
    }
}

/// A value as a template names it: `worker.asye`.
fn way(expression: &Expr<'_>) -> Option<String> {
    match expression {
        Expr::Var(one) => Some(one.id.to_owned()),
        Expr::GetAttr(one) => Some(format!("{}.{}", way(&one.expr)?, one.name)),
        _ => None,
    }
}

fn help<'k>(name: &str, known: impl Iterator<Item = &'k str>, way: &str) -> String {
    let known: BTreeSet<&str> = known.collect();
    match nearest(name, known.iter().copied()) {
        Some(near) => format!("did you mean `{way}{near}`? otherwise remove it"),
        None if known.is_empty() => "remove it: it has no values of its own".to_owned(),
        None => format!(
            "name one of these: {}",
            known.into_iter().collect::<Vec<_>>().join(", ")
        ),
    }
}
