namespace SmtpGen.Server.Transport;

/// <summary>A TLS handshake failed. The message says why, in the words of the TLS library where it was its decision.</summary>
internal sealed class HandshakeException(string why, Exception cause) : IOException($"the TLS handshake failed: {why}", cause);
