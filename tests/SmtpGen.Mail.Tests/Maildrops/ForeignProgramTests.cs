using System.Globalization;
using System.Text;

namespace SmtpGen.Mail.Tests.Maildrops;

public class ForeignProgramTests
{
    private const int Timeout = 300_000;

    private const string Poplib = """
        import poplib, sys
        port, folder = int(sys.argv[1]), sys.argv[2]
        pop = poplib.POP3("127.0.0.1", port)
        assert "UIDL" in pop.capa(), pop.capa()
        pop.user("bob")
        pop.pass_("secret word")
        count, octets = pop.stat()
        listed = [int(line.split()[1]) for line in pop.list()[1]]
        assert len(listed) == count == 3 and sum(listed) == octets, (count, octets, listed)
        assert len({line.split()[1] for line in pop.uidl()[1]}) == 3
        for number in range(1, count + 1):
            lines = pop.retr(number)[1]
            with open(f"{folder}/got{number}", "wb") as file:
                file.write(b"".join(line + b"\r\n" for line in lines))
        assert pop.top(1, 1)[1] == [b"Subject: one", b"", b"first"], pop.top(1, 1)
        pop.dele(1)
        pop.rset()
        pop.dele(2)
        pop.quit()
        """;

    [Fact(Timeout = Timeout)]
    public async Task Pythons_poplib_fetches_everything_and_deletes_one()
    {
        await using var server = await Pop3Server.StartAsync();
        await server.Mail.DeliverAsync(Messages.Short, Messages.Dotted);
        await server.Mail.DeliverAsync(Messages.Large);
        string script = server.Mail.PathOf("fetch.py");
        await File.WriteAllTextAsync(script, Poplib, TestContext.Current.CancellationToken);

        await ForeignProgram.RunAsync("python3", script, server.Port.ToString(CultureInfo.InvariantCulture), server.Mail.PathOf("."));

        Assert.Equal(Encoding.ASCII.GetBytes(Messages.Short), await ReadAsync(server, "got1"));
        Assert.Equal(Encoding.ASCII.GetBytes(Messages.Dotted), await ReadAsync(server, "got2"));
        Assert.Equal(Messages.Large, await ReadAsync(server, "got3"));
        Assert.Equal(2, await server.Mail.CountAsync());
    }

    [Theory(Timeout = Timeout)]
    [InlineData("AUTH=PLAIN", false)]
    [InlineData("AUTH=PLAIN", true)]
    [InlineData("AUTH=LOGIN", true)]
    public async Task Curl_fetches_a_message(string login, bool hasTls)
    {
        await using var server = await Pop3Server.StartAsync(hasTls: hasTls);
        await server.Mail.DeliverAsync(Messages.Short, Messages.Dotted);
        string[] security = hasTls ? ["--ssl-reqd", "--insecure"] : [];

        await ForeignProgram.RunAsync(
            "curl",
            [
                "--silent", "--show-error", "--user", $"bob:{MailStore.Password}", "--login-options", login,
                "--output", server.Mail.PathOf("got"), .. security, $"pop3://{server.Address}/2",
            ]);

        Assert.Equal(Encoding.ASCII.GetBytes(Messages.Dotted), await ReadAsync(server, "got"));
    }

    private static Task<byte[]> ReadAsync(Pop3Server server, string name) =>
        File.ReadAllBytesAsync(server.Mail.PathOf(name), TestContext.Current.CancellationToken);
}
