using System.Diagnostics.CodeAnalysis;
using SmtpGen.Mail;
using SmtpGen.Protocols.Lmtp;
using SmtpGen.Protocols.Pop3;
using SmtpGen.Protocols.Smtp;
using SmtpGen.Sasl;
using SmtpGen.Server.Certificates;

namespace SmtpGen.Tool.Serve.Configuration;

/// <summary>The types of the sections of options. A native program keeps the properties only of types that are named.</summary>
internal static class SectionTypes
{
    /// <summary>The same type, whose properties are kept.</summary>
    /// <exception cref="InvalidOperationException">It is not named here.</exception>
    [return: DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)]
    public static Type Kept(Type type) =>
        type == typeof(SmtpServerOptions) ? typeof(SmtpServerOptions)
        : type == typeof(LmtpServerOptions) ? typeof(LmtpServerOptions)
        : type == typeof(Pop3ServerOptions) ? typeof(Pop3ServerOptions)
        : type == typeof(SmtpOptions) ? typeof(SmtpOptions)
        : type == typeof(LmtpOptions) ? typeof(LmtpOptions)
        : type == typeof(Pop3Options) ? typeof(Pop3Options)
        : type == typeof(TlsOptions) ? typeof(TlsOptions)
        : type == typeof(LoginLimits) ? typeof(LoginLimits)
        : type == typeof(ForwardOptions) ? typeof(ForwardOptions)
        : type == typeof(EventsOptions) ? typeof(EventsOptions)
        : type == typeof(WebOptions) ? typeof(WebOptions)
        : throw new InvalidOperationException($"{type} is a section of the options, and must be named in {nameof(SectionTypes)}.");
}
