//! Plots of traffic runs, as SVG: four panels over time, a line for each policy.

use plotters::coord::Shift;
use plotters::prelude::*;
use tearpoint_resilience::scenario::{Scenario, nanos};
use tearpoint_resilience::traffic::analysis::figures::{Figures, Second};

type Drawn<T> = Result<T, String>;
type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;
/// Points of (seconds, value).
type Line = Vec<(f64, f64)>;
/// The 50th and the 99th percentile of a slice, in nanoseconds.
type Percentiles = (Option<u64>, Option<u64>);

const SIZE: (u32, u32) = (1100, 1240);
const LEGEND: u32 = 230;
const TITLE: u32 = 44;
/// Windows are put together until there are at most this many points to a line.
const POINTS: usize = 90;
const SECOND: f64 = 1e9;
const GREY: RGBColor = RGBColor(236, 236, 232);

/// A panel: its caption, and a scale.
struct Panel {
    caption: &'static str,
    scale: Scale,
    /// The second line, if there is one, is drawn thin.
    lines: fn(&Figures) -> Vec<Line>,
}

enum Scale {
    Percent,
    /// From zero to the highest.
    Count,
    /// Tenfold steps, from the first to the last.
    Log(f64, f64),
}

const PANELS: [Panel; 4] = [
    Panel {
        caption: "success: good answers, % of the users who came; thin: good or from a cache",
        scale: Scale::Percent,
        lines: |figures| {
            let of = |part: fn(&Second) -> u64| {
                by_window(figures, |some| share(some, part, |s| s.arrived))
            };
            vec![of(|s| s.ok), of(|s| s.ok + s.degraded)]
        },
    },
    Panel {
        caption: "latency of the answers, ms: 99th percentile; thin: 50th",
        scale: Scale::Log(1.0, 20_000.0),
        lines: |figures| {
            vec![
                percentile(figures, |both| both.1),
                percentile(figures, |both| both.0),
            ]
        },
    },
    Panel {
        caption: "requests in the executor's queue",
        scale: Scale::Count,
        lines: |figures| vec![by_window(figures, |some| mean(some, |s| s.queue))],
    },
    Panel {
        caption: "connections of the pool in use, %",
        scale: Scale::Percent,
        lines: |figures| vec![by_window(figures, |some| mean(some, |s| s.pool_percent))],
    },
];

fn share(some: &[Second], part: fn(&Second) -> u64, whole: fn(&Second) -> u64) -> f64 {
    let whole: u64 = some.iter().map(whole).sum();
    some.iter().map(part).sum::<u64>() as f64 * 100.0 / whole.max(1) as f64
}

fn mean(some: &[Second], value: fn(&Second) -> u64) -> f64 {
    some.iter().map(value).sum::<u64>() as f64 / some.len().max(1) as f64
}

fn by_window(figures: &Figures, value: impl Fn(&[Second]) -> f64) -> Line {
    let together = figures.seconds.len().div_ceil(POINTS).max(1);
    let width = figures.window as f64 / SECOND * together as f64;
    let chunks = figures.seconds.chunks(together).enumerate();
    chunks
        .map(|(at, some)| (at as f64 * width, value(some)))
        .collect()
}

fn percentile(figures: &Figures, which: fn(&Percentiles) -> Option<u64>) -> Line {
    let width = figures.slice as f64 / SECOND;
    let points = figures.latencies.iter().enumerate();
    let point = |(at, both)| Some(((at as f64 + 0.5) * width, which(both)? as f64 / 1e6));
    points.filter_map(point).collect()
}

/// Four panels over time, a line for each policy. Grey: a fault, or the ramp.
///
/// # Errors
/// What the drawing library says.
pub fn policies(scenario: &Scenario, runs: &[(&str, &Figures)]) -> Drawn<String> {
    let mut svg = String::new();
    {
        let root = SVGBackend::with_string(&mut svg, SIZE).into_drawing_area();
        root.fill(&WHITE).map_err(text)?;
        let (head, body) = root.split_vertically(TITLE);
        head.titled(&scenario.title, ("sans-serif", 19))
            .map_err(text)?;
        let (panels, side) = body.split_horizontally(SIZE.0 - LEGEND);
        for (panel, area) in PANELS.iter().zip(panels.split_evenly((PANELS.len(), 1))) {
            draw(panel, &area, scenario, runs)?;
        }
        legend(&side, runs)?;
        root.present().map_err(text)?;
    }
    Ok(svg)
}

fn text(error: impl std::fmt::Display) -> String {
    error.to_string()
}

/// From when to when something was wrong, in seconds.
fn trouble(scenario: &Scenario, end: f64) -> Vec<(f64, f64)> {
    let seconds = |millis| nanos(millis) as f64 / SECOND;
    let faults = scenario.faults.iter();
    let mut spans: Vec<(f64, f64)> = faults
        .map(|fault| (seconds(fault.at_ms), fault.until_ms.map_or(end, seconds)))
        .collect();
    if scenario.clients.peak_per_s.is_some() {
        let clients = &scenario.clients;
        spans.push((seconds(clients.ramp_start_ms), seconds(clients.ramp_end_ms)));
    }
    spans.retain(|(from, _)| *from < end);
    spans
        .iter()
        .map(|(from, to)| (*from, to.min(end)))
        .collect()
}

/// Told apart on white, thin lines too; the first, mostly no defence at all, is nearly black.
const COLORS: [RGBColor; 13] = [
    RGBColor(40, 40, 40),
    RGBColor(214, 39, 40),
    RGBColor(31, 119, 180),
    RGBColor(44, 160, 44),
    RGBColor(255, 127, 14),
    RGBColor(148, 103, 189),
    RGBColor(140, 86, 75),
    RGBColor(227, 119, 194),
    RGBColor(23, 160, 180),
    RGBColor(150, 140, 20),
    RGBColor(0, 70, 130),
    RGBColor(120, 0, 70),
    RGBColor(0, 110, 80),
];

fn color(at: usize) -> RGBAColor {
    COLORS[at % COLORS.len()].to_rgba()
}

fn draw(
    panel: &Panel,
    area: &Area<'_>,
    scenario: &Scenario,
    runs: &[(&str, &Figures)],
) -> Drawn<()> {
    let lines: Vec<Vec<Line>> = runs
        .iter()
        .map(|(_, figures)| (panel.lines)(figures))
        .collect();
    let end = nanos(scenario.duration_ms) as f64 / SECOND;
    let values = lines.iter().flatten().flatten().map(|point| point.1);
    let (low, high) = match panel.scale {
        Scale::Percent => (0.0, 105.0),
        Scale::Count => (0.0, values.fold(1.0, f64::max) * 1.05),
        Scale::Log(low, high) => (low, high),
    };
    let mut builder = ChartBuilder::on(area);
    builder
        .caption(panel.caption, ("sans-serif", 15))
        .margin(6)
        .x_label_area_size(24)
        .y_label_area_size(58);
    // The two scales are two types of the library.
    macro_rules! lines {
        ($chart:expr) => {{
            let mut chart = $chart;
            let spans = trouble(scenario, end).into_iter();
            let grey =
                spans.map(|(from, to)| Rectangle::new([(from, low), (to, high)], GREY.filled()));
            chart.draw_series(grey).map_err(text)?;
            chart
                .configure_mesh()
                .x_label_formatter(&|x| format!("{x:.0} s"))
                .y_label_formatter(&|y| format!("{y:.0}"))
                .light_line_style(TRANSPARENT)
                .bold_line_style(BLACK.mix(0.08))
                .draw()
                .map_err(text)?;
            for (at, both) in lines.into_iter().enumerate() {
                for (line, (width, mix)) in both.into_iter().zip([(2, 1.0), (1, 0.55)]) {
                    let style = color(at).mix(mix).stroke_width(width);
                    chart
                        .draw_series(LineSeries::new(line, style))
                        .map_err(text)?;
                }
            }
        }};
    }
    match panel.scale {
        Scale::Log(..) => {
            let range = (low..high).log_scale();
            lines!(builder.build_cartesian_2d(0.0..end, range).map_err(text)?);
        }
        _ => lines!(
            builder
                .build_cartesian_2d(0.0..end, low..high)
                .map_err(text)?
        ),
    }
    Ok(())
}

/// The policies, once for all panels.
fn legend(side: &Area<'_>, runs: &[(&str, &Figures)]) -> Drawn<()> {
    for (at, (policy, _)) in runs.iter().enumerate() {
        let y = 40 + at as i32 * 22;
        let style = color(at).stroke_width(3);
        let line = PathElement::new([(8, y), (30, y)], style);
        side.draw(&line).map_err(text)?;
        let name = Text::new((*policy).to_owned(), (38, y - 7), ("sans-serif", 14));
        side.draw(&name).map_err(text)?;
    }
    Ok(())
}
