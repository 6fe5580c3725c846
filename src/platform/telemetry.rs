//! Logs in text or JSON, and traces by OpenTelemetry (OTLP over HTTP) if an endpoint is configured.

use opentelemetry::trace::TracerProvider as _;
use opentelemetry_otlp::{SpanExporter, WithExportConfig};
use opentelemetry_sdk::{
    Resource,
    trace::{Sampler, SdkTracerProvider},
};
use tracing_subscriber::{
    EnvFilter, Layer, Registry, filter::LevelFilter, layer::SubscriberExt, util::SubscriberInitExt,
};

use crate::{
    config::{LogFormat, Telemetry},
    error::{Error, Result},
};

/// Overrides the configured filter: at finer levels, this library logs requests with their arguments, which are personal data.
const SILENT: &str = "rmcp=error";

/// Keeps the exporter alive; dropping it sends the remaining spans.
#[must_use]
pub struct Guard(Option<SdkTracerProvider>);

/// Starts logging, once per process. Logs go to standard error, because standard output belongs to commands.
pub fn start(config: &Telemetry) -> Result<Guard> {
    let filter = EnvFilter::try_new(&config.log)
        .map_err(Error::internal)?
        .add_directive(SILENT.parse().map_err(Error::internal)?);
    let lines = tracing_subscriber::fmt::layer()
        .with_writer(std::io::stderr)
        .with_target(true);
    let lines: Box<dyn Layer<Registry> + Send + Sync> = match config.log_format {
        LogFormat::Text => lines
            .with_ansi(std::io::IsTerminal::is_terminal(&std::io::stderr()))
            .boxed(),
        LogFormat::Json => lines.json().flatten_event(true).boxed(),
    };
    let provider = provider(config)?;
    // With an exporter spans are exported; without one they only give log lines their context.
    let spans = provider.as_ref().map(|provider| {
        tracing_opentelemetry::layer()
            .with_tracer(provider.tracer("careergraph"))
            .with_filter(LevelFilter::INFO)
    });
    let started = tracing_subscriber::registry()
        .with(lines.with_filter(filter))
        .with(spans)
        .try_init();
    started.map_err(Error::internal)?;
    Ok(Guard(provider))
}

fn provider(config: &Telemetry) -> Result<Option<SdkTracerProvider>> {
    if config.otlp_endpoint.is_empty() {
        return Ok(None);
    }
    let exporter = SpanExporter::builder()
        .with_http()
        .with_endpoint(&config.otlp_endpoint)
        .build()
        .map_err(Error::internal)?;
    // The thread of the batch processor has no async runtime, so the exporter uses the blocking client.
    let provider = SdkTracerProvider::builder()
        .with_batch_exporter(exporter)
        .with_sampler(Sampler::ParentBased(Box::new(Sampler::TraceIdRatioBased(
            config.trace_ratio,
        ))))
        .with_resource(
            Resource::builder()
                .with_service_name(config.service_name.clone())
                .build(),
        )
        .build();
    Ok(Some(provider))
}

impl Drop for Guard {
    fn drop(&mut self) {
        if let Some(provider) = self.0.take() {
            drop(provider.shutdown());
        }
    }
}
