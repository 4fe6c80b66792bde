//! What our HTML pages have in common: one file each that needs no other, without a script.

use maud::{DOCTYPE, Markup, PreEscaped, html};

const STYLE: &str = "body{font:15px/1.45 system-ui,sans-serif;color:#1a1a1a;max-width:1180px;margin:2rem auto;padding:0 1rem}\
pre,code{background:#f5f5f3;font:13px/1.4 ui-monospace,monospace}pre{padding:.7rem;overflow-x:auto}svg{max-width:100%;height:auto}";

/// A page; `style` is added to the common one.
pub fn document(title: &str, style: &str, body: &Markup) -> String {
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) }
                style { (PreEscaped(STYLE)) (PreEscaped(style)) }
            }
            body { (body) }
        }
    };
    page.into_string()
}
