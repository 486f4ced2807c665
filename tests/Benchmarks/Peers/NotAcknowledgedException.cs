namespace SmtpGen.Benchmarks.Peers;

/// <summary>A receiver did not acknowledge what it was sent, so that its figures say nothing.</summary>
/// <param name="message">What it did instead.</param>
internal sealed class NotAcknowledgedException(string message) : Exception(message);
