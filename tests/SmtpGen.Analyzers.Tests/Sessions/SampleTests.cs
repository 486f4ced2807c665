using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace SmtpGen.Analyzers.Tests.Sessions;

/// <summary>Code as people write it has no findings.</summary>
public class SampleTests
{
    [Fact]
    public async Task Sending_as_people_write_it_has_no_findings() => Assert.Empty(await FindAll(Sender));

    [Fact]
    public async Task Code_that_uses_another_library_has_no_findings() => Assert.Empty(await FindAll(MailKit));

    [Fact]
    public async Task The_tests_and_programs_of_this_repository_have_no_findings()
    {
        var sources = new[] { "src", "tests" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories))
            .Where(path => !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/Snapshots/", StringComparison.Ordinal))
            .Select(File.ReadAllText)
            .Where(text => text.Contains("Client", StringComparison.Ordinal) && text.Contains("SmtpGen.Protocols", StringComparison.Ordinal))
            .ToList();
        Assert.NotEmpty(sources);
        foreach (string source in sources)
        {
            var compilation = CSharpCompilation.Create("Source", [Parse(source), Parse(Usings)], References);
            Assert.Empty((await Analyze(compilation)).Select(AnalyzerRun.Print));
        }
    }

    private const string Usings = """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;
        global using System.Threading; global using System.Threading.Tasks;
        """;

    private static IEnumerable<MetadataReference> References =>
        [.. Code.References, MetadataReference.CreateFromFile(typeof(MailKit.MailService).Assembly.Location), MetadataReference.CreateFromFile(typeof(MimeKit.MimeMessage).Assembly.Location)];

    private static SyntaxTree Parse(string source) => CSharpSyntaxTree.ParseText(source, cancellationToken: TestContext.Current.CancellationToken);

    private static Task<IEnumerable<Diagnostic>> FindAll(string source)
    {
        var compilation = CSharpCompilation.Create(
            "Sample", [Parse(source), Parse(Usings)], References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        Assert.Empty(compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(error => error.Severity == DiagnosticSeverity.Error));
        return Analyze(compilation);
    }

    private static async Task<IEnumerable<Diagnostic>> Analyze(CSharpCompilation compilation)
    {
        DiagnosticAnalyzer[] analyzers = [.. AnalyzerRun.All];
        return await compilation.WithAnalyzers([.. analyzers]).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
    }

    private const string Sender = """
        using SmtpGen.Protocols.Smtp;
        using SmtpGen.Runtime.Client;

        /// <summary>A relay that reuses connections, retries, and tells its caller what became of each recipient.</summary>
        public sealed class Relay(Func<Task<Stream>> connect, ILogger log) : IAsyncDisposable
        {
            private SmtpProtocolClient? _client;
            private int _sent;

            public async Task<IReadOnlyList<string>> SendAsync(string sender, IReadOnlyCollection<string> recipients, Func<Stream> open)
            {
                var failed = new List<string>();
                for (int attempt = 0; attempt < 3; attempt++)
                {
                    var client = _client ??= await BeginAsync();
                    try
                    {
                        var mail = await client.MailAsync(sender).ConfigureAwait(false);
                        if (!mail.IsPositive)
                        {
                            log.Write(mail.Text);
                            if (mail.IsTransient)
                                continue;
                            return [.. recipients];
                        }

                        int accepted = 0;
                        foreach (string recipient in recipients)
                        {
                            var rcpt = await client.RcptAsync(recipient).ConfigureAwait(false);
                            switch (rcpt.Kind)
                            {
                                case SmtpRcptReply.RecipientOk or SmtpRcptReply.WillForward:
                                    accepted++;
                                    break;
                                case SmtpRcptReply.MailboxBusy when attempt < 2:
                                    log.Write("busy");
                                    break;
                                default:
                                    failed.Add(recipient);
                                    break;
                            }
                        }

                        if (accepted == 0)
                        {
                            await client.RsetAsync().ConfigureAwait(false);
                            return failed;
                        }

                        var data = await client.DataAsync().ConfigureAwait(false);
                        if (data.Code != 354)
                        {
                            (await client.RsetAsync()).EnsurePositive();
                            continue;
                        }

                        await using var message = open();
                        var queued = await client.SendMessageAsync(message).ConfigureAwait(false);
                        if (queued is { IsPositive: true } && ++_sent % 100 == 0)
                        {
                            await client.QuitAsync();
                            await client.DisposeAsync();
                            _client = null;
                        }

                        return queued.IsPositive ? failed : [.. recipients];
                    }
                    catch (Exception e) when (e is IOException or TimeoutException)
                    {
                        log.Write(e.Message);
                        await client.DisposeAsync();
                        _client = null;
                    }
                }

                throw new InvalidOperationException("The server is not there.");
            }

            public async ValueTask DisposeAsync()
            {
                if (_client is { IsClosed: false } client)
                {
                    try
                    {
                        await client.QuitAsync();
                    }
                    finally
                    {
                        await client.DisposeAsync();
                    }
                }
            }

            private async Task<SmtpProtocolClient> BeginAsync()
            {
                var client = new SmtpProtocolClient(await connect());
                var greeting = await client.ReadGreetingAsync();
                if (greeting.Kind == SmtpGreetingReply.NotWelcome)
                {
                    await client.QuitAsync();
                    throw new IOException("not welcome");
                }

                greeting.EnsurePositive();
                var hello = await client.EhloAsync("relay.example.org");
                if (!hello.IsPositive)
                    (await client.HeloAsync("relay.example.org")).EnsurePositive();
                if (client.Capabilities.Offers("STARTTLS") && (await client.StartTlsAsync(new() { TargetHost = "mx.example.org" })).IsPositive)
                    (await client.EhloAsync("relay.example.org")).EnsurePositive();
                var auth = await client.AuthAsync("LOGIN");
                while (auth.IsIntermediate)
                {
                    string? response = Answer(auth.Text);
                    auth = response is null ? await client.CancelAuthAsync() : await client.AuthResponseAsync(response);
                }

                return auth.Code switch
                {
                    235 => client,
                    >= 500 => throw new UnauthorizedAccessException(auth.Text),
                    _ => await AgainAsync(client),
                };
            }

            private static async Task<SmtpProtocolClient> AgainAsync(SmtpProtocolClient client)
            {
                for (int i = 0; i < 3; i++)
                {
                    if (await client.AuthAsync("PLAIN", "AGEAYg==") is { IsPositive: true })
                        return client;
                    await Task.Delay(i);
                }

                await client.QuitAsync();
                throw new UnauthorizedAccessException();
            }

            private static string? Answer(string challenge) => challenge.Length == 0 ? null : "YQ==";
        }

        public interface ILogger
        {
            void Write(string line);
        }
        """;

    private const string MailKit = """
        using MailKit.Net.Smtp;
        using MailKit.Security;
        using MimeKit;

        public static class Newsletter
        {
            public static async Task SendAsync(string host, IEnumerable<string> recipients)
            {
                using var client = new SmtpClient();
                await client.ConnectAsync(host, 587, SecureSocketOptions.StartTls);
                if (client.Capabilities.HasFlag(SmtpCapabilities.Authentication))
                    await client.AuthenticateAsync("user", "secret");
                foreach (string recipient in recipients)
                {
                    using var message = new MimeMessage();
                    message.From.Add(MailboxAddress.Parse("news@example.org"));
                    message.To.Add(MailboxAddress.Parse(recipient));
                    message.Body = new TextPart("plain") { Text = "Hello" };
                    try
                    {
                        await client.SendAsync(message);
                    }
                    catch (SmtpCommandException e) when (e.ErrorCode == SmtpErrorCode.RecipientNotAccepted)
                    {
                        await client.NoOpAsync();
                    }
                }

                await client.DisconnectAsync(true);
                await client.ConnectAsync(host, 587);
                client.Disconnect(quit: true);
            }
        }
        """;
}
