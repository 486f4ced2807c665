namespace SmtpGen.Testing;

/// <summary>What a test expected of its server did not happen. An exception fails a test in every framework.</summary>
/// <param name="message">What was expected, what happened instead, and what was said.</param>
public sealed class SmtpTestException(string message) : Exception(message);
