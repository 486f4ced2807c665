using System.ComponentModel;

namespace SmtpGen.Tool.Serve.Configuration;

/// <summary>How mail is handed on.</summary>
internal sealed class ForwardOptions
{
    [Description("The next server, which all mail is handed to: smtp://HOST, smtp://USER@HOST:587?tls=required, smtps://HOST; empty: mail stays in the store")]
    public string? Server { get; set; }

    [Description("The password of the user that Forward:Server names")]
    [PasswordPropertyText(true)]
    public string? Password { get; set; }

    [Description("A file whose first line is that password")]
    public string? PasswordFile { get; set; }

    [Description("A file whose first line is an OAuth 2.0 bearer token of that user, in place of a password")]
    public string? TokenFile { get; set; }

    [Description("Whether any certificate of the next server is taken, for tests")]
    public bool Insecure { get; set; }

    [Description("Whether the login is sent without encryption too, where anybody on the way can take it over; for tests on one machine")]
    public bool PlaintextAuth { get; set; }

    [Description("How many messages are handed on at the same time")]
    public int Parallelism { get; set; } = 4;

    [Description("The delay after the first attempt that did not reach all recipients; each further one doubles it")]
    public TimeSpan FirstDelay { get; set; } = TimeSpan.FromMinutes(1);

    [Description("The longest delay between two attempts")]
    public TimeSpan LongestDelay { get; set; } = TimeSpan.FromHours(1);

    [Description("How long a message is tried before its sender is told that it failed")]
    public TimeSpan QueueTime { get; set; } = TimeSpan.FromDays(5);

    [Description("Whether messages are handed on too that were in the store before mail was handed on for the first time")]
    public bool Stored { get; set; }

    [Description(
        "Whether mail of anybody to anybody is handed on also where more than this computer can connect; only for networks that no stranger reaches, "
        + "since others would send their spam through it")]
    public bool FromAnybody { get; set; }

    public bool IsOn => Server is { Length: > 0 };
}
