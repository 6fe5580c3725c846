//! Titles that collect applications, and those that only look so.

use crate::title::collects_applications;

#[test]
fn titles_that_collect_applications_for_no_certain_job() {
    for title in [
        "Talentpool",
        "Talent Pool",
        "TALENT POOL - Engineering",
        "Talent Community",
        "Join our Talent Community",
        "Join the Fernhill Talent Network!",
        "Software Engineer (Talent Pool)",
        "Sales Manager – Talent Community",
        "Talent Pool: Nurses in Porto",
        "Expression of Interest",
        "Expressions of Interest - Graduates 2027",
        "EOI: Gardeners",
        "Initiativbewerbung (m/w/d)",
        "Initiativbewerbung Softwareentwicklung",
        "Candidature spontanée",
        "Candidature spontane\u{301}e – Lyon",
        "CANDIDATURE SPONTANEE H/F",
        "Candidatura espontánea",
        "Candidatura spontanea",
        "Open sollicitatie",
        "Uopfordret ansøgning",
        "Åpen søknad",
        "Spontanansökan",
        "Banco de Talentos | Desenvolvimento",
        "General application",
        "General Application for all teams",
        "Open Application - Design",
        "Spontaneous Application",
        "Speculative application",
        "Future opportunities at Halden",
        "Engineering – Future Opportunities",
    ] {
        assert!(collects_applications(title), "{title}");
    }
}

#[test]
fn work_with_talents_and_names_that_begin_alike_are_jobs() {
    for title in [
        "Talent Community Manager",
        "Talent Pool Coordinator",
        "Head of Talent Community",
        "Manager for the Talent Network",
        "Program Manager, Talent Community",
        "Recruiting Lead, Talent Pools",
        "General Application Support Engineer",
        "Open Application Security Architect",
        "Future Opportunities Analyst",
        "Swimming Pool Attendant",
        "Talent Acquisition Partner",
        "Application Engineer",
        "Director of Interest Rate Products",
        "Gardener (no speculative applications)",
        "Gärtner – keine Initiativbewerbung",
        "Carpool Driver",
    ] {
        assert!(!collects_applications(title), "{title}");
    }
}
