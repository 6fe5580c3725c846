//! Careergraph: a GraphQL gateway for job seekers.

pub mod app;
pub mod cli;
pub mod config;
pub mod demo;
pub mod error;
pub mod faces;
pub mod features;
pub mod graphql;
pub mod http;
pub mod mcp;
pub mod platform;
pub mod types;
