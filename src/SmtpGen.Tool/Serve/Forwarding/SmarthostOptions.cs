using SmtpGen.Client;
using SmtpGen.Forwarding;
using SmtpGen.Sasl;
using SmtpGen.Tool.Serve.Configuration;

namespace SmtpGen.Tool.Serve.Forwarding;

/// <summary>Makes the options of the library from the configuration.</summary>
internal static class SmarthostOptions
{
    /// <param name="configuration">The configuration, which has been checked.</param>
    /// <exception cref="ToolException">The file with the password cannot be read.</exception>
    public static MailForwardingOptions Of(ServeConfiguration configuration)
    {
        var forward = configuration.Forward;
        var server = SmarthostUrl.Parse(forward.Server!);
        string host = configuration.Smtp.Protocol.HostName;
        return new MailForwardingOptions
        {
            Server = new MailSenderOptions
            {
                Host = server.Host,
                Port = server.Port,
                Tls = server.Tls,
                ValidateCertificate = forward.Insecure ? (_, _, _, _) => true : null,
                ClientName = host,
                Credentials = server.User is { } user ? Credentials(forward, user) : null,
                Sasl = new SaslClientOptions { AllowPlaintextWithoutTls = forward.PlaintextAuth },
            },
            HostName = host,
            Parallelism = forward.Parallelism,
            FirstDelay = forward.FirstDelay,
            LongestDelay = forward.LongestDelay,
            QueueTime = forward.QueueTime,
        };
    }

    private static SaslClientCredentials Credentials(ForwardOptions forward, string user)
    {
        try
        {
            return forward.TokenFile is { Length: > 0 } token ? new SaslClientToken(user, FirstLine("Forward:TokenFile", token))
                : forward.PasswordFile is { Length: > 0 } file ? new SaslClientPassword(user, FirstLine("--forward-password-file", file))
                : new SaslClientPassword(user, forward.Password!);
        }
        catch (ArgumentException exception)
        {
            throw new ToolException(ToolExit.Usage, OptionError.Text(exception), exception);
        }
    }

    private static string FirstLine(string option, string path)
    {
        using var reader = new StreamReader(UserFile.Open(option, path));
        return reader.ReadLine() ?? "";
    }
}
