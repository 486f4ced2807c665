namespace SmtpGen.Mail.Tests.Maildrops;

public class SessionTests
{
    private const int Timeout = 300_000;

    [Theory(Timeout = Timeout)]
    [InlineData("sqlite")]
    [InlineData("maildir")]
    public async Task QUIT_deletes_what_was_marked_and_nothing_else(string kind)
    {
        await using var server = await Pop3Server.StartAsync(kind);
        await server.Mail.DeliverAsync(Messages.Short, Messages.Dotted, Messages.Short);
        await using (var first = await Pop3Dialog.LogInAsync(server.Port))
        {
            string[] before = await first.ListAsync("UIDL");
            Assert.Equal("+OK Message 2 will be deleted by QUIT", await first.AskAsync("DELE 2"));
            Assert.Equal("-ERR No such message", await first.AskAsync("DELE 2"));
            Assert.Equal("-ERR No such message", await first.AskAsync("RETR 2"));
            Assert.Equal($"+OK 2 {2 * Messages.Short.Length}", await first.AskAsync("STAT"));
            Assert.Equal([$"1 {Messages.Short.Length}", $"3 {Messages.Short.Length}"], await first.ListAsync("LIST"));
            Assert.Equal("+OK Bye", await first.AskAsync("QUIT"));
            Assert.Null(await first.ReadAsync());

            // At once: the maildrop is free when QUIT is answered.
            await using var second = await Pop3Dialog.LogInAsync(server.Port);
            string[] ids = [.. before.Select(line => line.Split(' ')[1])];
            Assert.Equal([$"1 {ids[0]}", $"2 {ids[2]}"], await second.ListAsync("UIDL"));
        }
    }

    [Fact(Timeout = Timeout)]
    public async Task RSET_takes_the_marks_away()
    {
        await using var server = await Pop3Server.StartAsync();
        await server.Mail.DeliverAsync(Messages.Short, Messages.Dotted);
        await using var dialog = await Pop3Dialog.LogInAsync(server.Port);
        await dialog.AskAsync("DELE 1");
        await dialog.AskAsync("DELE 2");

        Assert.Equal($"+OK 2 messages ({Messages.Short.Length + Messages.Dotted.Length} octets)", await dialog.AskAsync("RSET"));
        Assert.Equal("+OK Bye", await dialog.AskAsync("QUIT"));
        Assert.Equal(2, await server.Mail.CountAsync());
    }

    [Fact(Timeout = Timeout)]
    public async Task A_connection_that_breaks_deletes_nothing_and_frees_the_maildrop()
    {
        await using var server = await Pop3Server.StartAsync();
        await server.Mail.DeliverAsync(Messages.Short);
        await using (var broken = await Pop3Dialog.LogInAsync(server.Port))
            await broken.AskAsync("DELE 1");

        // The server notices a moment after the client has gone.
        await using var dialog = await Pop3Dialog.OpenAsync(server.Port);
        string? answer;
        do
        {
            await dialog.AskAsync("USER bob");
            answer = await dialog.AskAsync($"PASS {MailStore.Password}");
        }
        while (answer!.StartsWith("-ERR [IN-USE]", StringComparison.Ordinal));

        Assert.Equal($"+OK 1 message ({Messages.Short.Length} octets)", answer);
    }

    [Fact(Timeout = Timeout)]
    public async Task A_second_session_is_told_that_the_maildrop_is_in_use()
    {
        await using var server = await Pop3Server.StartAsync();
        await using var first = await Pop3Dialog.LogInAsync(server.Port);
        await using var second = await Pop3Dialog.OpenAsync(server.Port);
        await second.AskAsync("USER bob");

        Assert.Equal("-ERR [IN-USE] Another session has the maildrop open", await second.AskAsync($"PASS {MailStore.Password}"));

        await first.AskAsync("QUIT");
        await second.AskAsync("USER bob");
        Assert.Equal("+OK 0 messages (0 octets)", await second.AskAsync($"PASS {MailStore.Password}"));
    }

    [Fact(Timeout = Timeout)]
    public async Task A_stranger_and_a_wrong_password_get_the_same_answers()
    {
        await using var server = await Pop3Server.StartAsync();
        await using var dialog = await Pop3Dialog.OpenAsync(server.Port);
        foreach (string name in new[] { "bob", "nobody" })
        {
            Assert.Equal("+OK Send the password with PASS", await dialog.AskAsync($"USER {name}"));
            Assert.Equal("-ERR [AUTH] Wrong name or password", await dialog.AskAsync("PASS wrong"));
            Assert.Equal("-ERR Send USER first", await dialog.AskAsync($"PASS {MailStore.Password}"));
        }
    }

    [Fact(Timeout = Timeout)]
    public async Task A_message_that_arrives_later_is_not_in_the_session()
    {
        await using var server = await Pop3Server.StartAsync();
        await server.Mail.DeliverAsync(Messages.Short);
        await using var dialog = await Pop3Dialog.LogInAsync(server.Port);
        await server.Mail.DeliverAsync(Messages.Short);

        Assert.Equal($"+OK 1 {Messages.Short.Length}", await dialog.AskAsync("STAT"));
    }

    [Fact(Timeout = Timeout)]
    public async Task A_silent_client_is_disconnected_without_a_word_and_nothing_is_deleted()
    {
        await using var server = await Pop3Server.StartAsync(configure: o => o.Protocol.CommandWait = TimeSpan.FromMilliseconds(500));
        await server.Mail.DeliverAsync(Messages.Short);
        await using var dialog = await Pop3Dialog.LogInAsync(server.Port);
        await dialog.AskAsync("DELE 1");

        Assert.Null(await dialog.ReadAsync());
        await using var again = await Pop3Dialog.LogInAsync(server.Port);
        Assert.Equal($"+OK 1 {Messages.Short.Length}", await again.AskAsync("STAT"));
    }

    [Fact(Timeout = Timeout)]
    public async Task Passwords_are_neither_offered_nor_taken_without_TLS()
    {
        await using var server = await Pop3Server.StartAsync(hasTls: true);
        await using var dialog = await Pop3Dialog.OpenAsync(server.Port);

        Assert.Equal(
            ["TOP", "UIDL", "STLS", "SASL SCRAM-SHA-256", "RESP-CODES", "AUTH-RESP-CODE", "PIPELINING"], await dialog.ListAsync("CAPA"));
        Assert.Equal("-ERR [AUTH] Encrypt the connection first: send STLS", await dialog.AskAsync("USER bob"));
        Assert.Equal("-ERR [AUTH] Encrypt the connection first: send STLS", await dialog.AskAsync("AUTH PLAIN"));
    }

    [Fact(Timeout = Timeout)]
    public async Task A_server_that_requires_TLS_offers_no_login_without_it()
    {
        await using var server = await Pop3Server.StartAsync(hasTls: true, configure: o => o.Protocol.RequireTls = true);
        await using var dialog = await Pop3Dialog.OpenAsync(server.Port);

        Assert.Equal(["TOP", "UIDL", "STLS", "RESP-CODES", "AUTH-RESP-CODE", "PIPELINING"], await dialog.ListAsync("CAPA"));
        Assert.Equal("-ERR [AUTH] Encrypt the connection first: send STLS", await dialog.AskAsync("AUTH SCRAM-SHA-256"));
    }

    [Fact(Timeout = Timeout)]
    public async Task Without_a_certificate_STLS_is_not_offered()
    {
        await using var server = await Pop3Server.StartAsync();
        await using var dialog = await Pop3Dialog.OpenAsync(server.Port);

        string[] capabilities = await dialog.ListAsync("CAPA");

        Assert.Contains("USER", capabilities);
        Assert.DoesNotContain("STLS", capabilities);
        Assert.Equal("-ERR The operator has turned this command off", await dialog.AskAsync("STLS"));
    }

    [Fact(Timeout = Timeout)]
    public async Task What_is_sent_behind_STLS_is_never_run()
    {
        await using var server = await Pop3Server.StartAsync(hasTls: true);
        await using var dialog = await Pop3Dialog.OpenAsync(server.Port);

        Assert.Equal("-ERR Wait for the answer before you send more", await dialog.AskAsync("STLS\r\nUSER bob"));
        Assert.Null(await dialog.ReadAsync());
    }
}
