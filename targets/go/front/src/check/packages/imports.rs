//! Imports: the names of packages in files, dot imports, and what clashes with them.
//!
//! Follows `types2/resolver.go` (`collectObjects`).

use crate::check::Checker;
use crate::check::objects::ids::{ObjId, ScopeId};
use crate::check::objects::object::Kind;
use crate::syntax::ast;

impl<'a> Checker<'a> {
    pub(crate) fn import(&mut self, file: u16, import: &'a ast::Import) {
        let target = if import.path == "unsafe" {
            usize::MAX
        } else {
            let place = |path: &str| self.packages.iter().position(|one| one.path == path);
            // The standard library has copies of its own of what is not its.
            let std = self.packages[self.env.package].library;
            let vendored = std.then(|| place(&format!("vendor/{}", import.path)));
            match vendored.flatten().or_else(|| place(&import.path)) {
                Some(target) => target,
                None => return,
            }
        };
        let name = match &import.name {
            Some(name) if name.name == "_" => return,
            Some(name) if name.name == "." && target == usize::MAX => {
                self.unsupported(name.pos, "a dot import of unsafe");
                return;
            }
            Some(name) if name.name == "." => return self.dot_import(file, import, target),
            Some(name) => name.name.as_str(),
            None => self
                .packages
                .get(target)
                .map_or("unsafe", |package| package.name),
        };
        let id = self.new_object(name, import.pos, Kind::Package(target));
        if self.declare(id).is_ok()
            && let Some(file) = self.files.get_mut(&file)
        {
            file.imports.push((import, id));
        }
    }

    /// `import . "path"`: the package's exported names are the file's.
    fn dot_import(&mut self, file: u16, import: &'a ast::Import, target: usize) {
        let id = self.new_object(".", import.pos, Kind::Package(target));
        let pos = import.name.as_ref().map_or(import.pos, |name| name.pos);
        let names = &self.scopes[self.packages[target].scope.0 as usize].names;
        let exported: Vec<(String, ObjId)> = names
            .iter()
            .filter(|(name, _)| name.starts_with(char::is_uppercase))
            .map(|(name, id)| (name.clone(), *id))
            .collect();
        let scope = self.env.scope;
        for (name, object) in exported {
            if self.lookup_in(scope, &name).is_some() {
                self.error(pos, format!("{name} redeclared in this block"));
                continue;
            }
            let names = &mut self.scopes[scope.0 as usize].names;
            names.insert(name, object);
        }
        self.dot_imports.insert((scope, target), id);
        if let Some(file) = self.files.get_mut(&file) {
            file.imports.push((import, id));
        }
    }

    /// A name cannot be both an import's and the package's.
    pub(crate) fn import_clashes(&mut self, scope: ScopeId, file: &'a ast::File) {
        let imports = &self.files[&file.package.pos.file].imports;
        let clashes: Vec<(&str, ObjId)> = imports
            .iter()
            .filter_map(|(import, id)| {
                let name = self.object(*id).name;
                Some((import.path.as_str(), self.lookup_in(scope, name)?))
            })
            .collect();
        for (path, id) in clashes {
            let (name, pos) = (self.object(id).name, self.object(id).pos);
            let text =
                format!("{name} already declared through import of package {name} ({path:?})");
            self.error(pos, text);
        }
    }
}
