using SmtpGen.Analyzers.Typestate;

namespace SmtpGen.Analyzers.Tests.Sessions;

/// <summary>Methods that use a client, written as one line each.</summary>
internal static class SessionCode
{
    /// <summary>After this, the server may have accepted EHLO.</summary>
    public const string Idle = "var c = new SmtpProtocolClient(stream); await c.ReadGreetingAsync(); (await c.EhloAsync(\"me\")).EnsurePositive(); ";

    /// <summary>After this, the server has accepted MAIL.</summary>
    public const string Sender = Idle + "(await c.MailAsync(\"a@b\")).EnsurePositive(); ";

    /// <summary>After this, the server has accepted MAIL and RCPT.</summary>
    public const string Recipients = Sender + "(await c.RcptAsync(\"a@b\")).EnsurePositive(); ";

    /// <summary>The method body must have the marked findings and no others.</summary>
    public static Task Check(string body, string members = "") => Code.HasMarkedFindings(new SessionAnalyzer(), Method(body, members));

    /// <summary>A class with a method of that body.</summary>
    public static string Method(string body, string members = "") => $$"""
        #pragma warning disable CS0626, CS0168, CS0219, CS1998, CS8321, CS8602
        using System; using System.Collections.Generic; using System.IO; using System.Linq; using System.Net.Security; using System.Threading; using System.Threading.Tasks;
        using SmtpGen.Runtime; using SmtpGen.Runtime.Client; using SmtpGen.Protocols.Smtp;
        partial class Application
        {
            bool flag; SmtpProtocolClient? field; string[] list = []; SmtpProtocolClient[] clients = [];
            SmtpProtocolClient Property { get; set; } = null!;
            static extern void Other();
            static extern void Take(object client);
            static extern Task TakeAsync(SmtpProtocolClient client);
            static extern SmtpProtocolClient Make();
            static void Throw() => throw new Exception();
            {{members}}
            async Task Run(Stream stream, SmtpProtocolClient p, SmtpProtocolClient q)
            {
                {{body}}
            }
        }
        static class Extensions { public static extern void Extend(this SmtpProtocolClient client); }
        """;
}
