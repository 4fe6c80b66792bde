//! The models of this world beside theory, their calibration, each other and their pages.

mod faults;
mod lint;
mod opened;
mod refinement;
mod scenario_doc;
mod traffic;
