//! Classifies IP addresses: public internet or not (the special-purpose registries of IANA, RFC 6890).

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::{Ipv4Net, Ipv6Net};

const fn v4(a: u8, b: u8, c: u8, d: u8, prefix: u8) -> Ipv4Net {
    Ipv4Net::new_assert(Ipv4Addr::new(a, b, c, d), prefix)
}

const fn v6(a: u16, b: u16, c: u16, prefix: u8) -> Ipv6Net {
    Ipv6Net::new_assert(Ipv6Addr::new(a, b, c, 0, 0, 0, 0, 0), prefix)
}

/// IPv4 networks that are not public.
const SPECIAL_V4: [Ipv4Net; 15] = [
    // "This network", private networks, and carrier-grade NAT.
    v4(0, 0, 0, 0, 8),
    v4(10, 0, 0, 0, 8),
    v4(100, 64, 0, 0, 10),
    v4(172, 16, 0, 0, 12),
    v4(192, 168, 0, 0, 16),
    // Loopback, and link-local with cloud metadata services.
    v4(127, 0, 0, 0, 8),
    v4(169, 254, 0, 0, 16),
    // Protocol assignments, documentation, 6to4 relays, and benchmarks.
    v4(192, 0, 0, 0, 24),
    v4(192, 0, 2, 0, 24),
    v4(192, 88, 99, 0, 24),
    v4(198, 18, 0, 0, 15),
    v4(198, 51, 100, 0, 24),
    v4(203, 0, 113, 0, 24),
    // Multicast; reserved, with the broadcast address.
    v4(224, 0, 0, 0, 4),
    v4(240, 0, 0, 0, 4),
];

/// The only IPv6 network with public unicast addresses. Outside of it are loopback, addresses that embed IPv4 (mapped,
/// compatible, NAT64), unique-local, link-local, site-local, discard and multicast addresses.
const GLOBAL_V6: Ipv6Net = v6(0x2000, 0, 0, 3);

/// Networks within [`GLOBAL_V6`] that are not public.
const SPECIAL_V6: [Ipv6Net; 4] = [
    // Protocol assignments: Teredo, benchmarks, ORCHID.
    v6(0x2001, 0, 0, 23),
    // Documentation.
    v6(0x2001, 0xdb8, 0, 32),
    v6(0x3fff, 0, 0, 20),
    // 6to4, which embeds an IPv4 address.
    v6(0x2002, 0, 0, 16),
];

/// True if the address is a unicast address of the public internet.
pub(super) fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => !SPECIAL_V4.iter().any(|network| network.contains(&address)),
        IpAddr::V6(address) => {
            GLOBAL_V6.contains(&address)
                && !SPECIAL_V6.iter().any(|network| network.contains(&address))
        }
    }
}
