namespace SmtpGen.Runtime;

/// <summary>What protects a connection.</summary>
/// <param name="Protocol">The version of the protocol, as trace headers name it: <c>TLS1.3</c>.</param>
/// <param name="CipherSuite">The IANA name of the cipher suite: <c>TLS_AES_256_GCM_SHA384</c>.</param>
/// <param name="ServerEndPoint">
/// The channel binding "tls-server-end-point" (RFC 5929 section 4): a hash of the server's certificate; empty where there is none.
/// </param>
public sealed record TransportSecurity(string Protocol, string CipherSuite, ReadOnlyMemory<byte> ServerEndPoint);
