using System.ComponentModel;
using SmtpGen.Mail;

namespace SmtpGen.Tool.Serve.Configuration;

/// <summary>All that can be configured of <c>smtpgen serve</c>. Its properties are the keys of the file and the variables.</summary>
internal sealed class ServeConfiguration
{
    public ServeConfiguration()
    {
        Smtp.Listen.Add("127.0.0.1:2525");

        // StoreHandler: the stores have threads of their own.
        Smtp.HandlersNeverBlock = true;
        Lmtp.HandlersNeverBlock = true;
    }

    [Description("Where the messages are: the path of a SQLite database, sqlite:PATH, maildir:DIRECTORY, or postgres://USER@HOST/DATABASE")]
    public string Store { get; set; } = "smtpgen.db";

    [Description("A file that lines are appended to, instead of the console; SIGHUP opens it again")]
    public string? Log { get; set; }

    [Description("What is told of sessions: 0 messages, 1 refused commands too, 2 everything that is said")]
    public int Verbose { get; set; }

    [Description("The language of explanations")]
    public string Language { get; set; } = "en";

    [Description("Whether messages are stored with Return-Path and Received in front")]
    public bool Trace { get; set; } = true;

    [Description("The URL of a collector that metrics and traces are sent to by OTLP, such as http://localhost:4317; empty: none")]
    public string? Otlp { get; set; }

    [Description("Where metrics can be read by HTTP, at /metrics: 127.0.0.1:9464, 9464 (localhost), :9464 (all addresses); empty: nowhere")]
    public string? Metrics { get; set; }

    [Description("How SMTP is served")]
    public SmtpServerOptions Smtp { get; } = new();

    [Description("How LMTP is served: where it listens; what is not set here is as it was set for SMTP")]
    public LmtpServerOptions Lmtp { get; } = new();

    [Description("How the mail is read by POP3: where it listens; what is not set here of connections and TLS is as it was set for SMTP, and so are the users")]
    public Pop3ServerOptions Pop3 { get; } = new();

    [Description("Domains at which users get their mail by POP3 whose names have none; empty: the host's name")]
    public IList<string> Pop3Domains { get; } = new List<string>();

    [Description("How mail is handed on to another server")]
    public ForwardOptions Forward { get; } = new();

    [Description("How messages are announced")]
    public EventsOptions Events { get; } = new();

    [Description("The page with the mail, the sessions and the protocol")]
    public WebOptions Web { get; } = new();

    public bool ServesLmtp => Lmtp.Listen.Count > 0;

    public bool IsWatched => Otlp is { Length: > 0 } || Metrics is { Length: > 0 };

    public bool ServesPop3 => Pop3.Listen.Count > 0;
}
