using SmtpGen.Mail;
using SmtpGen.Sasl;

namespace SmtpGen.EndToEnd.Tests;

/// <summary>What is particular about a test's server.</summary>
internal sealed record ServerSetup
{
    /// <summary>A user who may log in with each mechanism for passwords; the file's fewest iterations keep tests quick.</summary>
    public static string Alice { get; } = UserEntry.CreateScram("alice", "secret", ScramVerifier.LeastIterations);

    /// <summary>A user whose password is stored readable, for CRAM-MD5.</summary>
    public const string ReadableAlice = "alice:{PLAIN}secret";

    /// <summary>The kind of store.</summary>
    public string Scheme { get; init; } = "sqlite";

    /// <summary>Where the server listens, with the words that may follow.</summary>
    public string Listen { get; init; } = "127.0.0.1:0";

    /// <summary>Whether the server has a certificate.</summary>
    public bool HasCertificate { get; init; }

    /// <summary>The lines of the users file; empty: there is none.</summary>
    public IReadOnlyList<string> Users { get; init; } = [];

    /// <summary>Credentials of the application instead of a users file.</summary>
    public ISaslCredentials? Credentials { get; init; }

    /// <summary>Whether Return-Path and Received are written.</summary>
    public bool WritesTrace { get; init; }

    /// <summary>Changes the other options.</summary>
    public Action<SmtpServerOptions> Configure { get; init; } = _ => { };
}
