//! A scenario file about traffic, and the same under one policy, as the engine runs it.

use std::cell::RefCell;
use std::rc::Rc;

use tearpoint_harness::contract::{InputError, Sim, World};

use super::analysis::figures::Figures;
use super::world::TrafficWorld;
use crate::scenario::{Policy, Scenario};
use crate::source::ScenarioFile;

/// A scenario file about traffic, read and checked.
pub struct TrafficFile {
    file: ScenarioFile,
    scenario: Rc<Scenario>,
}

impl TrafficFile {
    /// Reads a file.
    ///
    /// # Errors
    /// Bytes that are not UTF-8; as [`Scenario::parse`].
    pub(crate) fn read(file: ScenarioFile) -> Result<TrafficFile, InputError> {
        let scenario = Rc::new(Scenario::parse(file.name(), file.text()?)?);
        Ok(TrafficFile { file, scenario })
    }

    /// What the file says.
    pub fn scenario(&self) -> &Scenario {
        &self.scenario
    }

    /// The file under the policy called `policy`.
    ///
    /// # Errors
    /// A policy that the file does not have; the message lists those it has.
    pub fn under(&self, policy: &str) -> Result<TrafficScenario, InputError> {
        let found = self.scenario.policy(policy).ok_or_else(|| {
            let policies = self.scenario.policies.iter();
            let known: Vec<&str> = policies.map(|policy| policy.name.as_str()).collect();
            InputError(format!(
                "{}: no policy `{policy}`; there are: {}",
                self.file.name(),
                known.join(", ")
            ))
        })?;
        Ok(TrafficScenario {
            file: self.file.clone(),
            scenario: Rc::clone(&self.scenario),
            policy: found,
            figures: Rc::default(),
        })
    }
}

/// A scenario file about traffic under one policy.
pub struct TrafficScenario {
    file: ScenarioFile,
    scenario: Rc<Scenario>,
    policy: Policy,
    /// Of the last run that has ended: emptied as the next begins.
    figures: Rc<RefCell<Option<Figures>>>,
}

impl TrafficScenario {
    /// Reads a scenario file; `profile` names the policy.
    ///
    /// # Errors
    /// As [`Scenario::parse`]; a policy that the file does not have.
    pub fn load(name: &str, source: &[u8], profile: &str) -> Result<TrafficScenario, InputError> {
        TrafficFile::read(ScenarioFile::new(name, source))?.under(profile)
    }

    /// The figures of the last run, once it has ended.
    pub fn figures(&self) -> Option<Figures> {
        self.figures.borrow().clone()
    }
}

impl tearpoint_harness::contract::Scenario for TrafficScenario {
    fn target(&self) -> &str {
        "resilience"
    }

    fn name(&self) -> &str {
        self.file.name()
    }

    fn source(&self) -> &[u8] {
        self.file.bytes()
    }

    fn profile(&self) -> &str {
        &self.policy.name
    }

    fn start(&mut self, _sim: &Sim, tampers: &[u8]) -> Result<Rc<dyn World>, InputError> {
        if !tampers.is_empty() {
            let text = "a scenario of traffic has no metadata to tamper with";
            return Err(InputError(text.to_owned()));
        }
        self.figures.take();
        let (scenario, policy) = (Rc::clone(&self.scenario), self.policy.clone());
        let figures = Rc::clone(&self.figures);
        Ok(Rc::new(TrafficWorld::new(scenario, policy, figures)))
    }
}
