namespace SmtpGen.Testing.Tests;

public sealed class QuietServer : SmtpTestServerFixture
{
    public QuietServer()
        : base(options => options.Protocol.HostName = "quiet.example")
    {
    }
}

public class FixtureTests(SmtpTestServerFixture plain, QuietServer quiet) : IClassFixture<SmtpTestServerFixture>, IClassFixture<QuietServer>
{
    [Fact]
    public async Task A_class_of_tests_shares_a_server()
    {
        await Mail.SendAsync(plain.Server, Mail.Message("Greetings"));

        Assert.Single(plain.Server.Messages);
    }

    [Fact]
    public async Task A_derived_fixture_configures_its_server()
    {
        await Mail.SendAsync(quiet.Server, Mail.Message("Greetings"));

        Assert.StartsWith("S: 220 quiet.example ", quiet.Server.Sessions[0].ToString());
    }
}
