//! Tells the encodings of Chinese, Japanese and Korean texts, with two bytes for a character, from each other and from all others: one is
//! found only if the whole text decodes, and if it has many of the characters that every text of its language has, and far more than the others.

use std::collections::BTreeSet;

use encoding_rs::{BIG5, DecoderResult, EUC_JP, EUC_KR, Encoding, GB18030, SHIFT_JIS};

use super::Charset;

/// Fewer characters decide nothing.
const CHARS_MIN: usize = 4;
/// One frequent character, however often, may be two letters of a name in another language.
const DIFFERENT_MIN: usize = 2;
/// How much of a text has to be characters of the list, in hundredths.
const SHARE_MIN: usize = 40;

/// Frequent characters, those of documents about work among them.
const SIMPLIFIED: &str = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部\
    度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第\
    向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指\
    几九区强放决西被干做必战先回则任取据处世车验教育技能司师项目责熟悉软专毕姓名话邮箱职申请状态北京上海简历客户市场销售服务团队英语研究科限精编言网络析测试维护历岗招聘";
const TRADITIONAL: &str = "的一是在不了有和人這中大為上個國我以要他時來用們生到作地於出就分對成會可主發年動同工也能下過子說產種面而方後多定行學法所民得經十三之進著等部\
    度家電力裡如水化高自二理起小物現實加量都兩體制機當使點從業本去把性好應開它合還因由其些然前外天政四日那社義事平形相全表間樣與關各重新線內數正心反你明看原又麼利比或但質氣第\
    向道命此變條只沒結解問意建月公無系軍很情者最立代想已通並提直題黨程展五果料象員革位入常文總次品式活設及管特件長求老頭基資邊流路級少圖山統接知較將組見計別她手角期根論運農指\
    幾九區強放決西被幹做必戰先回則任取據處世車驗教育技能司師項目責熟悉軟專畢姓名話郵箱職申請狀態台北灣簡歷客戶市場銷售服務團隊英語研究科限精編言網路析測試維護香港履聯絡";
const KOREAN: &str = "이다는의에을가를고한은로하지서기사도인나리대자어시해그있일수정아들과라만전보제게여장주부면상동원년관계국업무회학교경력직소개졸발프램담당팀젝트술영능격증울\
    상태연구성식공월명와으된했습니적것등요구려우오모세문안미비선신조치방운진화최스데터행통역분석설계품질마케팅고객김박한민반입위및중재산용내생활본후";
/// Besides kana.
const JAPANESE: &str = "日本人年月大学会社経験職務開発業東京歴書技術設計管理担当入卒資格英語能力株式氏名電話住所希望志動機応募状況部長営製品企画中国新行出事者分自生時間上下前後高工\
    場研究情報系統教育給与面接選考内定応接客先方法一二三四五六七八九十的対関連用普通自動車免許田山川木村林佐藤鈴橋小石井吉渡辺伊加太郎子美";

/// An encoding, with the frequent characters of its language.
struct Language {
    charset: Charset,
    encoding: &'static Encoding,
    frequent: &'static str,
}

fn languages() -> [Language; 5] {
    let of = |charset, encoding, frequent| Language {
        charset,
        encoding,
        frequent,
    };
    [
        of(Charset::Gb18030, GB18030, SIMPLIFIED),
        of(Charset::Big5, BIG5, TRADITIONAL),
        of(Charset::EucKr, EUC_KR, KOREAN),
        of(Charset::ShiftJis, SHIFT_JIS, JAPANESE),
        of(Charset::EucJp, EUC_JP, JAPANESE),
    ]
}

/// The encoding of a text that begins so; `whole` if this is all of it.
pub(super) fn charset(text: &[u8], whole: bool) -> Option<Charset> {
    let languages = languages();
    let shares = languages
        .iter()
        .map(|language| language.share(text, whole).unwrap_or_default());
    let shares: Vec<usize> = shares.collect();
    let best = shares
        .iter()
        .copied()
        .max()
        .filter(|share| *share >= SHARE_MIN)?;
    let mut near = languages
        .iter()
        .zip(&shares)
        .filter(|(_, share)| **share * 2 > best);
    let found = near.next()?;
    near.next().is_none().then_some(found.0.charset)
}

impl Language {
    /// How much of the text is frequent characters, in hundredths; none if the text does not decode, or is too short.
    fn share(&self, text: &[u8], whole: bool) -> Option<usize> {
        let mut decoder = self.encoding.new_decoder_without_bom_handling();
        let most = decoder.max_utf8_buffer_length_without_replacement(text.len())?;
        let mut plain = String::with_capacity(most);
        let (result, _) = decoder.decode_to_string_without_replacement(text, &mut plain, whole);
        if result != DecoderResult::InputEmpty {
            return None;
        }
        let chars = plain.chars().filter(|c| !c.is_ascii() && !is_sign(*c));
        let mut different = BTreeSet::new();
        let (all, known) = chars.fold((0, 0), |(all, known), c| {
            let is_known = self.has(c);
            if is_known && different.len() < DIFFERENT_MIN {
                different.insert(c);
            }
            (all + 1, known + usize::from(is_known))
        });
        (all >= CHARS_MIN && different.len() >= DIFFERENT_MIN).then(|| known * 100 / all)
    }

    fn has(&self, c: char) -> bool {
        let is_japanese = matches!(self.charset, Charset::ShiftJis | Charset::EucJp);
        is_japanese && matches!(c, '\u{3041}'..='\u{30FE}') || self.frequent.contains(c)
    }
}

/// Punctuation and letters of full width, which all these languages have.
const fn is_sign(c: char) -> bool {
    matches!(c, '\u{80}'..='\u{BF}' | '\u{2000}'..='\u{206F}' | '\u{3000}'..='\u{3020}' | '\u{FF01}'..='\u{FF60}')
}
