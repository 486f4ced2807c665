namespace SmtpGen.Client;

/// <summary>Which server <see cref="MailSenderOptions.ConnectCallback"/> is to connect to.</summary>
/// <param name="Host">The server, as <see cref="MailSenderOptions.Host"/> names it.</param>
/// <param name="Port">The TCP port, from 1 to 65535: <see cref="MailSenderOptions.Port"/>, or the usual one where that is 0.</param>
public sealed record MailConnectContext(string Host, int Port);
