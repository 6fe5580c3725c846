//! Attempts at a password or a second proof, and how many there may be. Clients without a known device share the budgets of the account, of
//! their address and of their network; a device that was signed in before has one of its own, so that nobody can lock the owner out. An
//! address without an account has the same budget: it is kept by the hash of the address. A right password costs nothing.

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

/// The time that a limit is about.
const WINDOW: Duration = Duration::from_mins(15);

/// One budget.
struct Budget {
    key: Vec<u8>,
    /// Guesses at once; the others of the window come evenly after them, so that no window of that length has more than its limit.
    burst: i64,
    /// Microseconds.
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

/// An attempt that was paid for; it is given back if it was right.
pub(super) struct Guess(Vec<Budget>);

/// The budgets of attempts.
#[derive(Clone)]
pub(super) struct Attempts {
    platform: Platform,
}

impl Attempts {
    /// The budgets of this platform.
    pub const fn new(platform: Platform) -> Self {
        Self { platform }
    }

    /// Pays for a guess at the password of an account, named by the address that was given, whether or not there is one.
    pub async fn pay_for_password(
        &self,
        email: &str,
        device: Option<&KnownDevice>,
        origin: &Origin,
    ) -> Result<Guess> {
        self.pay_from(&of_account(email), device, origin).await
    }

    /// Pays for a guess at the second proof of an account. Only who has the first can take from this budget.
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

    /// Pays for a guess inside a session: a session that was left open opens no more than itself.
    pub async fn pay_in_session(&self, session: SessionId) -> Result<Guess> {
        self.pay(vec![Budget::new(
            &of_session(session),
            self.platform.config.auth.failed_sign_ins_per_account,
        )])
        .await
    }

    /// Pays for the mention of a refusal in the audit.
    pub async fn pay_for_refusal(&self, user: UserId) -> Result<Guess> {
        self.pay(vec![Budget::new(
            &of_refusals(user),
            self.platform.config.auth.failed_sign_ins_per_account,
        )])
        .await
    }

    /// All or nothing, and in a transaction of its own: checking the password takes long.
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

    /// Gives a guess back that was right.
    pub async fn give_back(&self, conn: &impl ConnectionTrait, guess: Guess) -> Result<()> {
        for budget in guess.0 {
            entity::give_back(conn, &budget.key, budget.cost).await?;
        }
        Ok(())
    }

    /// Deletes the budgets of an account, of its sessions and of its devices, inside the caller's transaction.
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

    /// Removes budgets that are full again.
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

/// What one customer has at most: /24 of IPv4, /48 of IPv6.
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
