//! Rate limits of attempts with a password or second factor. Clients without a remembered device share the limits of the account, their
//! address and their network; a remembered device has a limit of its own, so that attackers cannot lock the owner out. An unknown e-mail
//! address has the same limits, keyed by its hash. Successful attempts are not counted.

use std::{net::IpAddr, time::Duration};

use sea_orm::ConnectionTrait;

use crate::{
    error::{Error, Result},
    features::auth::sessions::devices::KnownDevice,
    platform::{Platform, hashing::token_hash},
    types::{
        id::{DeviceId, SessionId, UserId},
        origin::Origin,
    },
};

mod entity;

/// The time window of the limits.
const WINDOW: Duration = Duration::from_mins(15);

/// A rate limit.
struct Budget {
    key: Vec<u8>,
    /// Attempts allowed at once; the others of the window are spread evenly, so that no window exceeds the limit.
    burst: i64,
    /// Cost of one attempt in microseconds.
    cost: i64,
}

impl Budget {
    fn new(what: &str, limit: u32) -> Self {
        let (limit, window) = (
            i64::from(limit),
            i64::try_from(WINDOW.as_micros()).unwrap_or(i64::MAX),
        );
        let burst = limit / 2;
        Self {
            key: token_hash(what),
            burst,
            cost: window / (limit - burst).max(1),
        }
    }
}

/// A counted attempt; returned to the limits if it succeeds.
pub(super) struct Guess(Vec<Budget>);

/// The service of the rate limits of attempts.
#[derive(Clone)]
pub(super) struct Attempts {
    platform: Platform,
}

impl Attempts {
    /// A service on this platform.
    pub const fn new(platform: Platform) -> Self {
        Self { platform }
    }

    /// Counts an attempt with the password of the account of an e-mail address, whether or not it exists.
    pub async fn pay_for_password(
        &self,
        email: &str,
        device: Option<&KnownDevice>,
        origin: &Origin,
    ) -> Result<Guess> {
        self.pay_from(&of_account(email), device, origin).await
    }

    /// Counts an attempt with the second factor of an account. Requires that the first factor was correct.
    pub async fn pay_for_second_proof(
        &self,
        user: UserId,
        device: Option<&KnownDevice>,
        origin: &Origin,
    ) -> Result<Guess> {
        self.pay_from(&of_second(user), device, origin).await
    }

    async fn pay_from(
        &self,
        account_key: &str,
        device: Option<&KnownDevice>,
        origin: &Origin,
    ) -> Result<Guess> {
        let auth = &self.platform.config.auth;
        let account = auth.failed_sign_ins_per_account;
        if let Some(device) = device {
            return self
                .pay(vec![Budget::new(&of_device(device.id), account)])
                .await;
        }
        let mut budgets = vec![
            Budget::new(account_key, account),
            Budget::new(
                &format!("address {}", origin.budget_key()),
                auth.failed_sign_ins_per_address,
            ),
        ];
        let network = origin.ip_address().map(network_of);
        budgets.extend(network.map(|network| {
            Budget::new(
                &format!("network {network}"),
                auth.failed_sign_ins_per_network,
            )
        }));
        self.pay(budgets).await
    }

    /// Counts an attempt inside a session, so that a stolen session does not allow unlimited guesses.
    pub async fn pay_in_session(&self, session: SessionId) -> Result<Guess> {
        self.pay(vec![Budget::new(
            &of_session(session),
            self.platform.config.auth.failed_sign_ins_per_account,
        )])
        .await
    }

    /// Counts a refusal that is written to the audit.
    pub async fn pay_for_refusal(&self, user: UserId) -> Result<Guess> {
        self.pay(vec![Budget::new(
            &of_refusals(user),
            self.platform.config.auth.failed_sign_ins_per_account,
        )])
        .await
    }

    /// Takes from all limits or none, in a transaction of its own, because checking the password takes long.
    async fn pay(&self, budgets: Vec<Budget>) -> Result<Guess> {
        let now = self.platform.clock.now().timestamp_micros();
        let tx = self.platform.begin().await?;
        for budget in &budgets {
            let latest = now + (budget.burst - 1).max(0) * budget.cost;
            if entity::take(&tx, &budget.key, now, budget.cost, latest).await? {
                continue;
            }
            let busy = entity::by_key(&budget.key)
                .one(&tx)
                .await?
                .map_or(latest, |row| row.busy_until);
            let wait = u64::try_from(busy - latest).unwrap_or_default();
            return Err(Error::rate_limited(Duration::from_secs(
                Duration::from_micros(wait).as_secs() + 1,
            )));
        }
        tx.commit().await?;
        Ok(Guess(budgets))
    }

    /// Returns a successful attempt to the limits.
    pub async fn give_back(&self, conn: &impl ConnectionTrait, guess: Guess) -> Result<()> {
        for budget in guess.0 {
            entity::give_back(conn, &budget.key, budget.cost).await?;
        }
        Ok(())
    }

    /// Deletes the limits of an account, its sessions and its devices, inside the caller's transaction.
    pub async fn erase(
        &self,
        conn: &impl ConnectionTrait,
        (user, email): (UserId, &str),
        sessions: Vec<SessionId>,
        devices: Vec<DeviceId>,
    ) -> Result<()> {
        let names = [of_account(email), of_second(user), of_refusals(user)]
            .into_iter()
            .chain(sessions.into_iter().map(of_session))
            .chain(devices.into_iter().map(of_device));
        let keys = names.map(|name| token_hash(&name)).collect();
        Ok(entity::erase(conn, keys).await?)
    }

    /// Deletes limits that are completely available again.
    pub async fn sweep(&self) -> Result<()> {
        Ok(entity::forget(
            self.platform.db.conn(),
            self.platform.clock.now().timestamp_micros(),
        )
        .await?)
    }
}

fn of_account(email: &str) -> String {
    format!("account {email}")
}

fn of_second(user: UserId) -> String {
    format!("second {user}")
}

fn of_refusals(user: UserId) -> String {
    format!("refusals {user}")
}

fn of_device(id: DeviceId) -> String {
    format!("device {id}")
}

fn of_session(id: SessionId) -> String {
    format!("session {id}")
}

/// The network that one customer usually has: /24 of IPv4, /48 of IPv6.
fn network_of(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(address) => IpAddr::V4((address.to_bits() >> 8 << 8).into()),
        IpAddr::V6(address) => IpAddr::V6((address.to_bits() >> 80 << 80).into()),
    }
}

#[cfg(test)]
mod tests {
    use super::{Budget, network_of};

    #[test]
    fn no_window_has_more_than_the_limit() {
        for limit in [2, 3, 10, 50, 200] {
            let budget = Budget::new("x", limit);
            let later = 15 * 60 * 1_000_000 / budget.cost;
            assert!(budget.burst + later <= i64::from(limit), "{limit}");
        }
    }

    #[test]
    fn neighbours_share_a_network() {
        for (address, network) in [
            ("198.51.100.7", "198.51.100.0"),
            ("::ffff:198.51.100.7", "198.51.100.0"),
            ("2001:db8:1:2:3::4", "2001:db8:1::"),
            ("2001:db8:2:2:3::4", "2001:db8:2::"),
        ] {
            assert_eq!(network_of(address.parse().unwrap()).to_string(), network);
        }
    }
}
