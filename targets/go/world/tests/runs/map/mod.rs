//! Tests of the map model: a driver, then one file a subject.

mod concurrent;
mod layout;
mod model;
mod tamper;

use std::cell::{Cell, RefCell};
use std::future::Future;
use std::rc::Rc;

use tearpoint_harness::contract::{Choice, Density, End, Limits, PointSpec, Report, Sim, World};
use tearpoint_harness::native::Native;
use tearpoint_harness::scheduler::RunOn;
use tearpoint_harness::sim::RunConfig;

use tearpoint_front::types::{Field, Type, TypeId, Types};
use tearpoint_go::reflectdata;
use tearpoint_machine::memory::{DATA_BASE, RODATA_BASE};
use tearpoint_runtime::error::{Res, Why};
use tearpoint_runtime::layout::Maps;
use tearpoint_runtime::layout::{hiter, hmap};
use tearpoint_runtime::map::*;
use tearpoint_runtime::oracle;
use tearpoint_runtime::points::POINTS;
use tearpoint_runtime::process::Process;
use tearpoint_runtime::profile::{PROFILES, Profile};
use tearpoint_runtime::rtype::{MapKind, MapType, Rtypes};

type Main = Box<dyn FnOnce(Rc<Process>)>;

/// A process whose main goroutine is a test's future.
struct TestWorld {
    go: Rc<Process>,
    profile: &'static Profile,
    rtypes: Rc<Rtypes>,
    image: Vec<u8>,
    main: Cell<Option<Main>>,
}

impl World for TestWorld {
    fn boot(&self, _sim: &Sim) {
        let go = &self.go;
        go.reset(self.profile);
        *go.rtypes.borrow_mut() = Rc::clone(&self.rtypes);
        go.hashkey.set([
            0x9E37_79B9_7F4A_7C15,
            0xC2B2_AE3D_27D4_EB4F,
            0x1656_67B1_9E37_79F9,
            0x27D4_EB2F_1656_67C5,
        ]);
        {
            let mut mem = go.mem.borrow_mut();
            assert!(mem.size_image(self.rtypes.rodata_end(), DATA_BASE, 0x1000));
            mem.write_rodata(RODATA_BASE + 0x1000, &self.image);
        }
        let main = self.main.take().expect("a world boots once");
        main(Rc::clone(go));
    }
    fn idle(&self, sim: &Sim) {
        sim.end(End::Exit(0));
    }
    fn trigger(&self, _sim: &Sim) {}
    fn report(&self, _sim: &Sim, _end: &End) -> Report {
        Report::default()
    }
    fn points(&self) -> &'static [PointSpec] {
        POINTS
    }
}

/// Runs `main` as the only goroutine; its result, and how the run ended.
fn run<T, F>(
    profile: &'static Profile,
    types: &Types,
    deviations: &[Choice],
    main: impl FnOnce(Rc<Process>) -> F + 'static,
) -> (Option<T>, End, Rc<Process>)
where
    T: 'static,
    F: Future<Output = T> + 'static,
{
    run_seed(7, profile, types, deviations, main)
}

/// As [`run`], with this seed.
fn run_seed<T, F>(
    seed: u64,
    profile: &'static Profile,
    types: &Types,
    deviations: &[Choice],
    main: impl FnOnce(Rc<Process>) -> F + 'static,
) -> (Option<T>, End, Rc<Process>)
where
    T: 'static,
    F: Future<Output = T> + 'static,
{
    let mut native = Native::default();
    let go = Process::new(native.sim());
    let rtypes = Rc::new(reflectdata::build(types, profile.layout.maps));
    let result = Rc::new(RefCell::new(None));
    let slot = Rc::clone(&result);
    let start: Main = Box::new(move |go: Rc<Process>| {
        let sim = go.sim.clone();
        let future = main(go);
        sim.clone().spawn(async move {
            let value = future.await;
            *slot.borrow_mut() = Some(value);
            sim.end(End::Exit(0));
        });
    });
    let world: Rc<dyn World> = Rc::new(TestWorld {
        go: Rc::clone(&go),
        profile,
        image: reflectdata::image(&rtypes, types, profile.layout),
        rtypes,
        main: Cell::new(Some(start)),
    });
    let config = RunConfig {
        seed,
        deviations,
        density: Density::Operation,
        limits: Limits::default(),
        log: false,
        expected: None,
    };
    let (end, _) = native.run(&world, config, Box::new(RunOn));
    let value = result.borrow_mut().take();
    (value, end, go)
}

/// The profiles whose maps are classic ones.
fn classic() -> impl Iterator<Item = &'static Profile> {
    PROFILES
        .iter()
        .filter(|profile| profile.layout.maps == Maps::Classic)
}

/// The map type `map[key]elem`.
fn map_type(types: &mut Types, key: TypeId, elem: TypeId) -> TypeId {
    types.intern(Type::Map { key, elem })
}

/// The descriptor of a map type.
fn descriptor(go: &Process, id: TypeId) -> MapType {
    let rtypes = Rc::clone(&go.rtypes.borrow());
    rtypes
        .get(reflectdata::descriptor(id))
        .map
        .as_deref()
        .expect("a map type")
        .clone()
}

/// `m[key] = elem`, as compiled code does it.
async fn put(go: &Process, t: &MapType, h: u64, key: &[u8], elem: &[u8]) -> Res<()> {
    let key = Key::new(t, key);
    let at = mapassign(go, t, h, key.clone()).await?;
    go.mem.borrow_mut().write(at, elem)?;
    oracle::store(go, t, h, &key, elem);
    Ok(())
}

/// `m[key]`
async fn get(go: &Process, t: &MapType, h: u64, key: &[u8]) -> Res<Option<Vec<u8>>> {
    let (at, ok) = mapaccess2(go, t, h, Key::new(t, key)).await?;
    let mut elem = vec![0; t.elem_size as usize];
    if ok {
        go.mem.borrow().read(at, &mut elem)?;
    }
    Ok(ok.then_some(elem))
}

/// All entries that `range m` visits.
async fn range(go: &Process, t: &MapType, h: u64) -> Res<Vec<(Vec<u8>, Vec<u8>)>> {
    let it = go.new_metadata(hiter::SIZE, false)?;
    mapiterinit(go, t, h, it).await?;
    let mut seen = Vec::new();
    while let Some(entry) = current(go, t, it)? {
        seen.push(entry);
        mapiternext(go, it).await?;
    }
    Ok(seen)
}

/// The entry an iterator points to.
fn current(go: &Process, t: &MapType, it: u64) -> Res<Option<(Vec<u8>, Vec<u8>)>> {
    let key = go.load(it + hiter::KEY, 8)?;
    if key == 0 {
        return Ok(None);
    }
    let elem = go.load(it + hiter::ELEM, 8)?;
    let (mut k, mut e) = (vec![0; t.key_size as usize], vec![0; t.elem_size as usize]);
    go.mem.borrow().read(key, &mut k)?;
    go.mem.borrow().read(elem, &mut e)?;
    Ok(Some((k, e)))
}
