//! Plots of traffic runs, as SVG.

use plotters::prelude::*;
use tearpoint_targets::resilience::figures::{Figures, Second};

type Drawn<T> = Result<T, String>;

const SIZE: (u32, u32) = (1100, 1400);

/// What one panel shows of a run: points of (seconds, value).
type Series = fn(&Figures) -> Vec<(f64, f64)>;

fn by_second(figures: &Figures, value: fn(&Second) -> f64) -> Vec<(f64, f64)> {
    let width = figures.window as f64 / 1e9;
    let points = figures.seconds.iter().enumerate();
    points
        .map(|(at, second)| (at as f64 * width, value(second)))
        .collect()
}

const PANELS: [(&str, Series); 4] = [
    ("good answers, % of the users who came", |figures| {
        by_second(figures, |second| {
            second.ok as f64 * 100.0 / second.arrived.max(1) as f64
        })
    }),
    ("99th percentile of the answers, ms", |figures| {
        let width = figures.slice as f64 / 1e9;
        let points = figures.latencies.iter().enumerate();
        points
            .filter_map(|(at, (_, p99))| {
                Some((at as f64 * width, p99.as_ref().copied()? as f64 / 1e6))
            })
            .collect()
    }),
    ("requests in the executor's queue", |figures| {
        by_second(figures, |second| second.queue as f64)
    }),
    ("connections of the pool in use, %", |figures| {
        by_second(figures, |second| second.pool_percent as f64)
    }),
];

/// Four panels over time, a line for each policy.
///
/// # Errors
/// What the drawing library says.
pub fn policies(title: &str, lines: &[(&str, &Figures)]) -> Drawn<String> {
    let mut svg = String::new();
    {
        let root = SVGBackend::with_string(&mut svg, SIZE).into_drawing_area();
        root.fill(&WHITE).map_err(text)?;
        let root = root.titled(title, ("sans-serif", 20)).map_err(text)?;
        for ((name, series), area) in PANELS.iter().zip(root.split_evenly((PANELS.len(), 1))) {
            panel(&area, name, *series, lines)?;
        }
        root.present().map_err(text)?;
    }
    Ok(svg)
}

fn text(error: impl std::fmt::Display) -> String {
    error.to_string()
}

fn panel(
    area: &DrawingArea<SVGBackend<'_>, plotters::coord::Shift>,
    name: &str,
    series: Series,
    lines: &[(&str, &Figures)],
) -> Drawn<()> {
    let drawn: Vec<(&str, Vec<(f64, f64)>)> = lines
        .iter()
        .map(|(policy, figures)| (*policy, series(figures)))
        .collect();
    let most = |pick: fn(&(f64, f64)) -> f64| {
        let values = drawn.iter().flat_map(|(_, points)| points.iter().map(pick));
        values.fold(1.0f64, f64::max)
    };
    let mut chart = ChartBuilder::on(area)
        .caption(name, ("sans-serif", 15))
        .margin(8)
        .x_label_area_size(26)
        .y_label_area_size(56)
        .build_cartesian_2d(
            0.0..most(|point| point.0),
            0.0..most(|point| point.1) * 1.05,
        )
        .map_err(text)?;
    chart
        .configure_mesh()
        .x_desc("seconds")
        .light_line_style(WHITE)
        .draw()
        .map_err(text)?;
    for (at, (policy, points)) in drawn.into_iter().enumerate() {
        let color = Palette99::pick(at).to_rgba();
        chart
            .draw_series(LineSeries::new(points, color.stroke_width(2)))
            .map_err(text)?
            .label(policy)
            .legend(move |(x, y)| PathElement::new([(x, y), (x + 16, y)], color.stroke_width(2)));
    }
    chart
        .configure_series_labels()
        .background_style(WHITE.mix(0.8))
        .border_style(BLACK.mix(0.3))
        .draw()
        .map_err(text)
}
