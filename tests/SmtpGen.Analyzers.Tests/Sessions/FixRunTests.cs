using SmtpGen.Analyzers.Tests.Sessions.Programs;
using SmtpGen.Protocols.Smtp;

namespace SmtpGen.Analyzers.Tests.Sessions;

/// <summary>Programs that a client refuses, fixed and run.</summary>
public class FixRunTests
{
    private const string Begin = "(await c.ReadGreetingAsync()).EnsurePositive(); (await c.EhloAsync(localName)).EnsurePositive(); ";
    private const string Mail = "(await c.MailAsync(from)).EnsurePositive(); ";
    private const string Rcpt = "(await c.RcptAsync(to)).EnsurePositive(); ";

    [Theory]
    [InlineData("await c.EhloAsync(localName);", 0)]
    [InlineData("await c.MailAsync(from);", 0)]
    [InlineData("await c.EhloAsync(localName); await c.ReadGreetingAsync();", 0)]
    [InlineData(Begin + Mail + "await c.MailAsync(from);", 0)]
    [InlineData(Begin + Mail + Rcpt + "await c.MailAsync(from);", 0)]
    [InlineData(Begin + Mail + "(await c.DataAsync()).EnsurePositive(); await c.SendMessageAsync(message);", 1)]
    [InlineData(Begin + Mail + "(await c.DataAsync()).EnsurePositive(); await c.RcptAsync(to); await c.SendMessageAsync(message);", 1)]
    [InlineData(Begin + Rcpt + "await c.MailAsync(from); (await c.DataAsync()).EnsurePositive(); await c.SendMessageAsync(message);", 1)]
    [InlineData(Begin + Mail + Rcpt + "await c.SendMessageAsync(message);", 1)]
    [InlineData(Begin + "await c.SendMessageAsync(message);", 1)]
    public async Task The_fixed_program_runs_to_its_end_and_delivers_what_it_was_to(string body, int messages)
    {
        var wrong = FixedFile.Open(Program(body));
        await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync(wrong, new RandomServer(null)));
        var server = new RandomServer(null);

        await RunAsync(await FixedFile.FixAsync(wrong, await FixedFile.FindAsync(wrong)), server);

        Assert.Equal(messages, server.Messages);
    }

    private static async Task RunAsync(Microsoft.CodeAnalysis.Document document, RandomServer server)
    {
        var program = Assembly(await document.GetTextAsync(TestContext.Current.CancellationToken));
        await (Task)program.GetType("Program")!.GetMethod("RunAsync")!.Invoke(null, [new SmtpProtocolClient(server), "a@b", "c@d", "me", new MemoryStream("Hi\r\n"u8.ToArray())])!;
    }

    private static System.Reflection.Assembly Assembly(Microsoft.CodeAnalysis.Text.SourceText text)
    {
        using var image = new MemoryStream();
        var compilation = ProgramCode.Compile(Microsoft.CodeAnalysis.CSharp.CSharpSyntaxTree.ParseText(text, ProgramCode.Latest));
        Assert.Empty(compilation.Emit(image, cancellationToken: TestContext.Current.CancellationToken).Diagnostics.Where(d => d.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error));
        return System.Reflection.Assembly.Load(image.ToArray());
    }

    private static string Program(string body) => $$"""
        using System.IO;
        using System.Threading.Tasks;
        using SmtpGen.Protocols.Smtp;
        using SmtpGen.Runtime.Client;

        public static class Program
        {
            public static async Task RunAsync(SmtpProtocolClient c, string from, string to, string localName, Stream message)
            {
                // Nothing is known of a parameter, so that the session begins here.
                c = new SmtpProtocolClient(c.Stream);
                {{body.Replace("; ", ";\n        ")}}
            }
        }

        """;
}
