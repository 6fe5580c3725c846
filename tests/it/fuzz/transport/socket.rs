//! WebSocket: the handshake and the messages.

use base64::{Engine, engine::general_purpose::STANDARD};

use super::{Attack, Request, Talk};
use crate::fuzz::{Hostile, broken, envelope, random::Random, spoil};

/// Invalid upgrade requests.
pub(super) fn handshake(random: &mut Random, hostile: &Hostile<'_>) -> Attack {
    let key = STANDARD.encode(random.next().to_le_bytes().repeat(2));
    let mut headers = vec![
        ("connection", "Upgrade"),
        ("upgrade", "websocket"),
        ("sec-websocket-version", "13"),
        ("sec-websocket-key", key.as_str()),
        ("sec-websocket-protocol", "graphql-transport-ws"),
    ];
    let at = random.below(headers.len());
    let odd = random.word(&[
        "",
        "x",
        "h2c",
        "WebSocket",
        "graphql-ws",
        "8, 13",
        "close",
        ",,,",
    ]);
    if random.chance(40) {
        headers.remove(at);
    } else {
        headers[at].1 = odd;
    }
    let method = random.word(&["GET", "GET", "POST", "PUT"]);
    let mut request = Request::of(method, "/graphql", &headers);
    if random.chance(30) {
        request.add(
            "origin",
            random.word(&["null", "https://evil.example", "", "\u{e9}"]),
        );
    }
    hostile.sign(random, &mut request);
    Attack::Request(request)
}

/// Messages of a client on an open socket: operations first, then perhaps one that closes it.
pub(super) fn socket(random: &mut Random, hostile: &Hostile<'_>) -> Attack {
    let mut frames = Vec::new();
    if random.chance(90) {
        frames.push(broken::text_frame(hostile.init(random).as_bytes()));
    }
    for at in 0..random.between(1, 10) {
        let payload = String::from_utf8_lossy(&envelope::object(random, hostile)).into_owned();
        let id = if random.chance(3) {
            "0".to_owned()
        } else {
            at.to_string()
        };
        let message = format!("{{\"id\":\"{id}\",\"type\":\"subscribe\",\"payload\":{payload}}}");
        frames.push(broken::text_frame(message.as_bytes()));
    }
    let last = random.below(5);
    match last {
        0 => frames.push(broken::frame(random)),
        1 => frames.push(broken::text_frame(
            random.word(&broken::MESSAGES).as_bytes(),
        )),
        2 => {
            let message = broken::MESSAGES.concat();
            frames.push(broken::text_frame(
                spoil::text(random, &message, hostile.words()).as_bytes(),
            ));
        }
        _ => {}
    }
    Attack::Frames(Talk {
        frames,
        is_sound: last != 0,
    })
}
