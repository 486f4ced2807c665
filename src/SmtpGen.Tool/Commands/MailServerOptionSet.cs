using System.CommandLine;
using SmtpGen.Client;
using SmtpGen.Runtime.Client;
using SmtpGen.Sasl;

namespace SmtpGen.Tool.Commands;

/// <summary>The options that say which server is talked to, and how.</summary>
internal sealed class MailServerOptionSet
{
    private readonly Option<string> _host = new("--host")
    {
        Description = "The server: a name, an address, or unix:PATH",
        HelpName = "HOST",
        DefaultValueFactory = _ => "127.0.0.1",
    };

    private readonly Option<int?> _port = NumberOption.Optional<int>("--port", "The port; 2525 unless given, 2424 with --lmtp", "PORT", 1, 65535);
    private readonly Option<bool> _lmtp = new("--lmtp") { Description = "Speaks LMTP, whose servers answer for each recipient" };
    private readonly Option<string?> _tls = new("--tls")
    {
        Description = "When the connection is encrypted: none; offered: by STARTTLS where the server lists it; required: by STARTTLS or not at all; "
            + "implicit: from the beginning. Unless given: required with --user, offered without",
    };

    private readonly Option<bool> _insecure = new("--insecure") { Description = "Takes any certificate of the server; for tests" };
    private readonly Option<string?> _name = new("--helo") { Description = "The name to greet with; this computer's unless given", HelpName = "NAME" };
    private readonly Option<string?> _user = new("--user") { Description = "The user to log in as; needs --password-file or --token-file", HelpName = "NAME" };
    private readonly Option<string?> _password = new("--password-file") { Description = "A file whose first line is the password", HelpName = "PATH" };
    private readonly Option<string?> _token = new("--token-file") { Description = "A file whose first line is an OAuth 2.0 bearer token", HelpName = "PATH" };
    private readonly Option<bool> _plaintext = new("--plaintext-auth")
    {
        Description = "Logs in without encryption too, where anybody on the way can take the login over; for tests on one machine",
    };

    public MailServerOptionSet() => _tls.AcceptOnlyFromAmong("none", "offered", "required", "implicit");

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_host, _port, _lmtp, _tls, _insecure, _name, _user, _password, _token, _plaintext])
            command.Options.Add(option);
    }

    /// <summary>The options as they were given.</summary>
    /// <exception cref="ToolException">A value is not allowed.</exception>
    public MailSenderOptions Read(ParseResult parsed, ClientOptions session)
    {
        if (string.IsNullOrWhiteSpace(parsed.GetValue(_host)))
            throw new ToolException(ToolExit.Usage, $"{_host.Name} is empty; write a name, an address, or unix:PATH");
        bool isLmtp = parsed.GetValue(_lmtp);
        var credentials = ReadCredentials(parsed);
        return new MailSenderOptions
        {
            Host = parsed.GetValue(_host)!,
            Port = parsed.GetValue(_port) ?? (isLmtp ? 2424 : 2525),
            Protocol = isLmtp ? MailProtocol.Lmtp : MailProtocol.Smtp,
            Tls = ReadTls(parsed, credentials is not null),
            ValidateCertificate = parsed.GetValue(_insecure) ? (_, _, _, _) => true : null,
            ClientName = parsed.GetValue(_name),
            Credentials = credentials,
            Sasl = new SaslClientOptions { AllowPlaintextWithoutTls = parsed.GetValue(_plaintext) },
            Session = session,
        };
    }

    // Whoever is on the way can take STARTTLS out of the server's list. Then a message goes in plain text as it always did, but a
    // login does so only where it was said in words.
    private TlsPolicy ReadTls(ParseResult parsed, bool logsIn)
    {
        var policy = parsed.GetValue(_tls) switch
        {
            "none" => TlsPolicy.None,
            "required" => TlsPolicy.Required,
            "implicit" => TlsPolicy.Implicit,
            _ => TlsPolicy.WhenOffered,
        };
        return policy == TlsPolicy.None && logsIn && !parsed.GetValue(_plaintext)
            ? throw new ToolException(ToolExit.Usage, "--user with --tls none lets anybody on the way take the login over; leave --tls none out, or add --plaintext-auth")
            : policy;
    }

    private SaslClientCredentials? ReadCredentials(ParseResult parsed)
    {
        var (user, password, token) = (parsed.GetValue(_user), parsed.GetValue(_password), parsed.GetValue(_token));
        if (user is null)
        {
            return password is null && token is null ? null
                : throw new ToolException(ToolExit.Usage, "--password-file and --token-file need --user: whose they are");
        }

        if ((password is null) == (token is null))
            throw new ToolException(ToolExit.Usage, "--user needs either --password-file or --token-file");
        try
        {
            return password is not null ? new SaslClientPassword(user, FirstLine(_password, password)) : new SaslClientToken(user, FirstLine(_token, token!));
        }
        catch (ArgumentException exception)
        {
            throw new ToolException(ToolExit.Usage, OptionError.Text(exception), exception);
        }
    }

    private static string FirstLine(Option option, string path)
    {
        using var reader = new StreamReader(UserFile.Open(option.Name, path));
        return reader.ReadLine() ?? "";
    }
}
