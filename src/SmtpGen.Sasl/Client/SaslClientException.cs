namespace SmtpGen.Sasl;

/// <summary>A client cannot begin, or must not go on with, an exchange: no mechanism fits, or the server breaks its rules.</summary>
/// <param name="message">One line: what happened and what would be right.</param>
public sealed class SaslClientException(string message) : Exception(message);
