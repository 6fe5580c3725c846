//! lab
use analysis::Language;
use super::{lexical::{Space, Unit, add}, read::Occupation};
use std::collections::HashMap;

type Method<'a> = Box<dyn Fn(&str) -> Vec<f64> + 'a>;

fn dot(a: &[(usize, f64)], b: &HashMap<usize, f64>) -> f64 { a.iter().filter_map(|(k, w)| b.get(k).map(|v| v * w)).sum() }

pub fn methods<'a>(titles: &'a [&'a str], esco: &'a [Occupation], language: Language) -> Vec<(String, Method<'a>)> {
    let mut out: Vec<(String, Method<'a>)> = Vec::new();
    if esco.is_empty() { return out; }
    let names: Vec<(usize, &str)> = esco.iter().enumerate().flat_map(|(i, o)| o.names.iter().map(move |n| (i, n.as_str()))).collect();
    let g = std::rc::Rc::new(Space::of(Unit::Grams, titles.iter().copied()));
    let s = std::rc::Rc::new(Space::of(Unit::Stems(language), titles.iter().copied()));
    let ng = Space::of(Unit::Grams, names.iter().map(|n| n.1));
    let ns = Space::of(Unit::Stems(language), names.iter().map(|n| n.1));
    // best per occupation
    let sims = move |t: &str| -> Vec<f64> {
        let mut x = ng.cosines(t);
        add(&mut x, &ns.cosines(t), 0.5);
        let mut best = vec![0.0_f64; esco.len()];
        for ((o, _), v) in names.iter().zip(&x) { best[*o] = best[*o].max(*v / 1.5); }
        best
    };
    let sims = std::rc::Rc::new(sims);
    let words = Space::of(Unit::Stems(language), esco.iter().map(|o| o.description.as_str()));
    let words = std::rc::Rc::new(words);
    for (p, k, gw, g3, g2, dw) in [(2.0, 60, 0.5, 0.3, 0.0, 0.0), (2.0, 60, 0.6, 0.4, 0.2, 0.0), (3.0, 40, 0.7, 0.4, 0.2, 0.0), (3.0, 40, 0.5, 0.3, 0.0, 0.5), (3.0, 60, 0.7, 0.5, 0.3, 0.3)] {
        let groups2: HashMap<&str, usize> = { let mut m = HashMap::new(); for o in esco { let n = m.len(); m.entry(&o.group[..2.min(o.group.len())]).or_insert(n); } m };
        let words = words.clone();
        let groups: HashMap<&str, usize> = { let mut m = HashMap::new(); for o in esco { let n = m.len(); m.entry(o.group.as_str()).or_insert(n); } m };
        let groups3: HashMap<&str, usize> = { let mut m = HashMap::new(); for o in esco { let n = m.len(); m.entry(&o.group[..3.min(o.group.len())]).or_insert(n); } m };
        let sims = sims.clone();
        let profile = move |t: &str| -> Vec<(usize, f64)> {
            let mut b = sims(t);
            if dw > 0.0 { let d = words.cosines(t); add(&mut b, &d, dw); }
            let mut v: Vec<(usize, f64)> = b.iter().copied().enumerate().filter(|x| x.1 > 0.15).collect();
            v.sort_by(|a, b| b.1.total_cmp(&a.1)); v.truncate(k);
            let mut m: HashMap<usize, f64> = HashMap::new();
            for (o, w) in v {
                let w = w.powf(p);
                *m.entry(o).or_default() += w;
                if gw > 0.0 { *m.entry(100_000 + groups[esco[o].group.as_str()]).or_default() += gw * w; }
                if g3 > 0.0 { *m.entry(200_000 + groups3[&esco[o].group[..3.min(esco[o].group.len())]]).or_default() += g3 * w; }
                if g2 > 0.0 { *m.entry(300_000 + groups2[&esco[o].group[..2.min(esco[o].group.len())]]).or_default() += g2 * w; }
            }
            let norm = m.values().map(|x| x * x).sum::<f64>().sqrt().max(1e-9);
            m.into_iter().map(|(k, w)| (k, w / norm)).collect()
        };
        let profiles: Vec<HashMap<usize, f64>> = titles.iter().map(|t| profile(t).into_iter().collect()).collect();
        let profiles = std::rc::Rc::new(profiles);
        let profile = std::rc::Rc::new(profile);
        for w in [1.0, 1.5, 2.0] {
            let (g, s, profiles, profile) = (g.clone(), s.clone(), profiles.clone(), profile.clone());
            out.push((format!("lab p{p} k{k} g{gw} g3{g3} g2{g2} d{dw} w{w}"), Box::new(move |q: &str| {
                let mut x = g.cosines(q);
                add(&mut x, &s.cosines(q), 0.5);
                let qp = profile(q);
                let ps: Vec<f64> = profiles.iter().map(|d| dot(&qp, d)).collect();
                add(&mut x, &ps, w);
                x
            })));
        }
    }
    out
}
