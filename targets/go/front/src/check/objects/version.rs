//! The language version of the text being looked at, and what it lacks.
//!
//! Follows `types2/version.go` (`allowVersion`, `verifyVersionf`) and `types2/errors.go` (the hint after an error).

use crate::GoVersion;
use crate::check::Checker;
use crate::check::objects::ids::ScopeId;
use crate::version::{Decides, Feature};

impl Checker<'_> {
    /// The language version of the text being looked at: its file's or, outside all files, the module's.
    fn language(&self) -> GoVersion {
        let mut scope = Some(self.env.scope);
        while let Some(id) = scope {
            let at = &self.scopes[id.0 as usize];
            if let Some(go) = at.go {
                return go;
            }
            scope = at.parent;
        }
        self.module_language()
    }

    /// The language version of the module that the package being looked at is of.
    fn module_language(&self) -> GoVersion {
        let package = self.packages.get(self.env.package);
        package.map_or(self.release, |package| package.go)
    }

    /// Whether the text being looked at may use the feature.
    pub(crate) fn has(&self, feature: Feature) -> bool {
        match feature.row().decides {
            Decides::Language => self.language().has(feature),
            Decides::Release => self.release.has(feature),
        }
    }

    /// Why the text may not use the feature; toolchains that do not know the feature give no reason.
    pub(crate) fn requires(&self, feature: Feature) -> String {
        if self.release.has(feature) {
            feature.requires()
        } else {
            String::new()
        }
    }

    /// What the compiler adds to an error that a later version would not be.
    pub(crate) fn version_hint(&self) -> String {
        let mut scope = Some(self.env.scope);
        while let Some(id) = scope {
            let at = &self.scopes[id.0 as usize];
            if let (Some(go), true) = (at.go, at.declares) {
                return format!(" (file declares //go:build {go})");
            }
            scope = at.parent;
        }
        format!(
            " (-lang was set to {}; check go.mod)",
            self.module_language()
        )
    }

    /// Gives a file's scope its language version.
    pub(crate) fn set_version(
        &mut self,
        scope: ScopeId,
        library: bool,
        constraint: Option<GoVersion>,
    ) {
        let version = if library {
            self.release
        } else {
            GoVersion::of_file(constraint, self.module_language(), self.release)
        };
        self.scopes[scope.0 as usize].go = Some(version);
        self.scopes[scope.0 as usize].declares = constraint == Some(version);
    }
}
