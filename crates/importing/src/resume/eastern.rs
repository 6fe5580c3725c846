//! Titles and companies of Japanese, Chinese and Korean, whose words have no spaces between them.

use crate::text::is_listed;

/// Parts of names of companies that are written without spaces.
const EASTERN_COMPANIES: &str = "株式会社 有限会社 合同会社 合資会社 (株) （株） ㈱ (有) （有） 有限公司 公司 集团 集團 주식회사 (주) （주） 銀行 银行 은행 病院 医院 大学 大學 대학교";
/// Ends of names of jobs that are written without spaces.
const EASTERN_TITLE_ENDS: &str = "エンジニア プログラマー プログラマ デザイナー マネージャー マネジャー リーダー ディレクター コンサルタント アナリスト アシスタント スタッフ \
    部長 課長 係長 主任 店長 次長 社長 室長 主査 担当 担当者 営業 営業職 事務 事務職 経理 経理職 総務 技術職 販売員 調理師 看護師 教師 講師 社員 職員 \
    工程师 工程師 经理 經理 主管 总监 總監 专员 專員 助理 设计师 設計師 顾问 顧問 会计 會計 程序员 实习生 實習生 分析师 分析師 \
    매니저 개발자 엔지니어 디자이너 팀장 사원 대리 과장 부장 차장 인턴 연구원 기획자 마케터";

/// The same for Japanese, Chinese and Korean, whose names have no spaces.
pub(super) fn eastern_score(text: &str) -> i32 {
    if text.is_ascii() {
        return 0;
    }
    let has = |words: &str| words.split(' ').any(|word| text.contains(word));
    let ends = |words: &str| words.split(' ').any(|word| text.ends_with(word));
    if has(EASTERN_COMPANIES) {
        -3
    } else {
        2 * i32::from(ends(EASTERN_TITLE_ENDS))
    }
}

/// Words before titles of Japanese, Chinese or Korean, which are no companies.
const EASTERN_LEADS: &str = "소프트웨어 시니어 주니어 프론트엔드 백엔드 풀스택 서버 웹 앱 데이터 선임 수석 책임 프로덕트 마케팅 영업 고급 모바일 안드로이드 시스템 클라우드 \
    シニア ジュニア ソフトウェア ソフトウエア フロントエンド バックエンド システム データ ウェブ プロジェクト プロダクト 上級 主任 高级 高級 资深 資深 初级 中级 前端 \
    后端 後端 软件 軟體 全栈 产品 项目 数据 销售 市场";

/// A company and a title of Japanese, Chinese or Korean with a space between them: `株式会社テスト エンジニア`, `삼성전자 소프트웨어 엔지니어`.
pub(super) fn eastern_parts(text: &str) -> Option<Vec<String>> {
    let parted = |(at, _): (usize, &str)| {
        let (first, second) = text.split_at_checked(at)?;
        Some((first, second.trim_start()))
    };
    let is_lead = |word: &str| is_listed(EASTERN_LEADS, word);
    let is_company = |name: &str| EASTERN_COMPANIES.split(' ').any(|company| company == name);
    let mut spaces = text.match_indices(' ').filter_map(parted);
    let found = spaces.find(|(first, second)| {
        let (one, two) = (eastern_score(first), eastern_score(second));
        let is_named = one < 0 && !is_company(first);
        is_named && two > 0 || one > 0 && two < 0
    });
    // A name without a word for a company before a title of several words or letters.
    let plain = || {
        let (first, second) = text.match_indices(' ').find_map(parted)?;
        let (first, second) = if is_company(first) {
            let (name, title) = second.split_once(' ')?;
            (text.get(..first.len() + 1 + name.len())?, title)
        } else {
            (first, second)
        };
        let is_title = eastern_score(second) > 0 && eastern_score(first) <= 0;
        (is_title && !is_lead(first)).then_some((first, second))
    };
    let (first, second) = found.or_else(plain)?;
    Some(vec![first.to_owned(), second.to_owned()])
}
