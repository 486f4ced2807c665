namespace SmtpGen.Server.Tests.Telemetry;

/// <summary>A meter is the whole process's: no other test may run while one listens.</summary>
[CollectionDefinition(nameof(TelemetryGroup), DisableParallelization = true)]
public sealed class TelemetryGroup;
