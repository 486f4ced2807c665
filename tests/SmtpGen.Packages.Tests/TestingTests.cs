namespace SmtpGen.Packages.Tests;

/// <summary>A user's project of tests that knows SmtpGen.Testing alone.</summary>
public class TestingTests(PackedPackages packages)
{
    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <Nullable>enable</Nullable>
            <ImplicitUsings>enable</ImplicitUsings>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="SmtpGen.Testing" Version="SMTPGEN_VERSION" />
            <PackageReference Include="xunit.v3" Version="XUNIT_VERSION" />
          </ItemGroup>
        </Project>
        """;

    private const string Tests = """
        using System.Net.Mail;
        using SmtpGen.Protocols.Smtp;
        using SmtpGen.Testing;
        using Xunit;

        public class NewsletterTests
        {
            private static CancellationToken Token => TestContext.Current.CancellationToken;

            [Fact]
            public async Task Bob_gets_the_news()
            {
                await using var server = await SmtpTestServer.StartAsync(cancellationToken: Token);

                await SendAsync(server, "bob@example.org");

                var message = await server.WaitForMessageAsync(m => m.Envelope.ForwardPaths.Contains("bob@example.org"), cancellationToken: Token);
                message.AssertSender("news@example.org").AssertSubject("News").AssertTextContains("Dear reader");
            }

            [Fact]
            public async Task Nobody_gets_the_news_when_the_third_reader_is_to_be_tried_later()
            {
                await using var server = await SmtpTestServer.StartAsync(cancellationToken: Token);
                server.Faults.On(SmtpCommand.Rcpt).Nth(3).Reply(SmtpReply.TryLater);

                var refusal = await Assert.ThrowsAsync<SmtpException>(
                    () => SendAsync(server, "ann@example.org", "bob@example.org", "carol@example.org"));

                Assert.Equal(451, (int)refusal.StatusCode);
                server.AssertNoMessages();
            }

            private static async Task SendAsync(SmtpTestServer server, params string[] recipients)
            {
                using var client = new System.Net.Mail.SmtpClient("127.0.0.1", server.Port);
                using var news = new MailMessage("news@example.org", string.Join(',', recipients), "News", "Dear reader");
                await client.SendMailAsync(news, Token);
            }
        }
        """;

    [Fact]
    public async Task A_users_tests_receive_what_is_sent_and_refuse_a_recipient_on_purpose()
    {
        string folder = packages.NewFolder();
        File.WriteAllText(Path.Combine(folder, "Newsletter.Tests.csproj"), Project
            .Replace("SMTPGEN_VERSION", packages.Version, StringComparison.Ordinal)
            .Replace("XUNIT_VERSION", typeof(FactAttribute).Assembly.GetName().Version!.ToString(3), StringComparison.Ordinal));
        File.WriteAllText(Path.Combine(folder, "NewsletterTests.cs"), Tests);
        var (exit, output) = await Command.BuildAsync(folder);
        Assert.True(exit == 0, output);

        (exit, output) = await Command.RunAsync("dotnet", folder, Path.Combine(folder, "out", "Newsletter.Tests.dll"));

        Assert.True(exit == 0, output);
        Assert.Contains("Total: 2, Errors: 0, Failed: 0, Skipped: 0", output, StringComparison.Ordinal);
    }
}
