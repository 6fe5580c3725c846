//! Names whose words do not tell what they are: who gave a certificate, what a school is, a company that is called like a town. They are read,
//! and a finding says that they are a guess.

use reading::place::find;

use super::{Builder, places::has_form};
use crate::{
    report::FindingKind,
    resume::{
        study::is_known_school,
        words::{is_school, names_company, title_score},
    },
    text::{is_listed, quote, quoted_list},
};

/// The most names of a finding.
const NAMED_MAX: usize = 8;
/// Words of organizations, beside those of companies and schools.
const ORGANIZATIONS: &str = "association associations asociación associazione associação associació verein society hilfswerk hilfsdienst ortsgruppe ortsverband ortsverein club charity \
 ong ngo onlus stiftung fundación fondation fundação fondazione foundation fundacja stowarzyszenie shelter refuge church parish gemeinde kirchengemeinde paroisse parroquia parrocchia scouts \
 cross kreuz croix cruz croce kruis kors krzyż feuerwehr brigade bomberos bombeiros pompiers förening föreningen forening foreningen klubb lag laget hospice hospiz tafel bank comité comitato committee league liga ligue \
 vereniging stichting bond kerk community centre center centro zentrum primary pta pto ymca unicef caritas festival museum bibliothek library \
 board department ministry ministerium ministerio ministère ministero authority agency bureau state county city federation fédération federación federazione federação federacja chamber kammer handwerkskammer \
 chambre cámara camera câmara izba union sindicato gewerkschaft  shop laden project programme program programa progetto projekt programm council conseil consejo akademia academy school ośrodek centrum forbundet förbundet förbund forbund räddning räddningstjänst amtsgericht gericht court tribunal university united services trust group team institute training ausbildung bildungsakademie bildungszentrum";

/// True for a text with a word of organizations.
pub(super) fn is_organization(text: &str) -> bool {
    let lower = text.to_lowercase();
    let mut words = lower.split(|c: char| !c.is_alphanumeric());
    words.any(|word| !word.is_empty() && is_listed(ORGANIZATIONS, word))
}

/// True if the words of a name tell that it is one of a company, a school or the like: also by a short name in capitals.
fn is_giver(name: &str) -> bool {
    let is_short = |word: &str| {
        let letters = word.chars().filter(|c| c.is_alphabetic());
        letters.clone().count() > 1 && letters.clone().all(char::is_uppercase)
    };
    let has_short = name.split(|c: char| !c.is_alphanumeric()).any(is_short);
    has_short
        || is_organization(name)
        || names_company(name)
        || has_form(name)
        || is_school(name)
        || is_known_school(name)
}

impl Builder<'_> {
    /// Says that who gave a certificate or an award is a guess, where the words do not tell it.
    pub(super) fn doubtful_givers(&mut self, givers: &[String]) {
        let doubtful = givers.iter().filter(|it| !it.is_empty() && !is_giver(it));
        let doubtful: Vec<String> = doubtful.cloned().collect();
        if doubtful.is_empty() {
            return;
        }
        let message = format!(
            "{} may be who gave what stands before it, or a part of its name: the first was read. Correct the items, if that is wrong.",
            quoted_list(&doubtful, NAMED_MAX)
        );
        self.journal.add(FindingKind::Guess, message);
    }

    /// Says that a school is a guess, where its words do not tell that it is one.
    pub(super) fn doubtful_school(&mut self, name: &str) {
        if is_school(name) || is_known_school(name) {
            return;
        }
        let message = format!(
            "\"{}\" was read as a school, and no word of it says that it is one. Correct the entry, if it is none.",
            quote(name)
        );
        self.journal.add(FindingKind::Guess, message);
    }

    /// Says that a company is a guess, where it is called like a place and no other place is known, or a title that may have it.
    pub(super) fn doubtful_job(&mut self, company: &str, title: &str, location: &str) {
        let is_place = location.is_empty() && !find(company).is_empty();
        if is_place {
            let message = format!(
                "\"{}\" was read as a company, and is also a place. Correct the job, if it is the place.",
                quote(company)
            );
            self.journal.add(FindingKind::Guess, message);
        }
        let is_joined = [" at ", " bei ", " chez ", " presso ", " @ "]
            .iter()
            .any(|sign| title.contains(sign));
        if is_joined {
            let message = format!(
                "\"{}\" was read as a title, and may name the company, too. Correct the job, if it does.",
                quote(title)
            );
            self.journal.add(FindingKind::Guess, message);
        }
    }

    /// Says that the order of an organization and a role is a guess, where the words of neither tell it.
    pub(super) fn doubtful_role(&mut self, organization: &str, role: &str) {
        let is_told = is_giver(organization) || title_score(role) > 0;
        if role.is_empty() || is_told {
            return;
        }
        let message = format!(
            "\"{}\" was read as an organization and \"{}\" as the role there; it may be the other way round.",
            quote(organization),
            quote(role)
        );
        self.journal.add(FindingKind::Guess, message);
    }
}
