namespace SmtpGen.Storage.Tests;

/// <summary>Mail belongs to its user: what is in whose maildrop, in every store.</summary>
public sealed class MaildropOwnerTests : StoreContract
{
    private const string Host = "mx.example";

    private static readonly string[] s_recipients =
    [
        "bob@mx.example", "bob@other.example", "bobby@mx.example", "bob[x]@mx.example", "\"bob@mx\"@example", "b_b@mx.example",
        "bob", "postmaster", "Postmaster@mx.example", "élan@mx.example", "carol@mx.example",
    ];

    public static TheoryData<string, string, int> Users()
    {
        var users = new TheoryData<string, string, int>();
        foreach (string kind in (string[])["sqlite", "maildir"])
        {
            foreach ((string user, int expected) in ((string, int)[])[
                ("bob@mx.example", 1), ("BOB@MX.Example", 1), ("bob@other.example", 1), ("bob@elsewhere.example", 0),
                // At the server's own name, and as a bare local part; not at other domains.
                ("bob", 2), ("BOB", 2), ("postmaster", 2), ("bobby", 1), ("bo", 0), ("b%", 0), ("b_b", 1), ("b?b", 0),
                ("mx.example", 0), ("bob@", 0), ("élan", 1), ("ÉLAN", 0), ("carol", 1), ("dora", 0)])
                users.Add(kind, user, expected);
        }

        return users;
    }

    [Theory]
    [MemberData(nameof(Users))]
    public async Task A_user_sees_his_own_messages_and_nobody_elses(string kind, string user, int expected)
    {
        await using IMaildropStore store = Open(kind);
        foreach (string recipient in s_recipients)
            await store.StoreAsync(Messages.Envelope(recipient), "x"u8.ToArray(), Token);

        await using IMaildrop maildrop = await store.OpenMaildropAsync(MaildropOwner.Of(user, Host), Token);

        Assert.Equal(expected, maildrop.Messages.Count);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_user_without_a_domain_gets_his_mail_at_each_domain_that_is_served(string kind)
    {
        await using IMaildropStore store = Open(kind);
        foreach (string domain in (string[])["one.example", "two.example", "three.example"])
            await store.StoreAsync(Messages.Envelope($"bob@{domain}"), "x"u8.ToArray(), Token);
        await using IMaildrop maildrop = await store.OpenMaildropAsync(MaildropOwner.Of("bob", "one.example", "TWO.example"), Token);
        Assert.Equal(2, maildrop.Messages.Count);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_message_is_there_for_its_other_recipients_until_the_last_has_deleted_it(string kind)
    {
        await using IMaildropStore store = Open(kind);
        string id = await store.StoreAsync(
            Messages.Envelope("bob@mx.example", "carol@mx.example", "Bob@mx.example") with { Tls = "TLS1.3" },
            "Subject: kept\r\n\r\nshared\r\n"u8.ToArray(), Token);

        await DeleteAllAsync(store, "bob");
        StoredMessage left = (await store.FindAsync(id, Token))!;
        Assert.Equal(["carol@mx.example"], left.Envelope.ForwardPaths);
        Assert.Equal(("TLS1.3", "kept"), (left.Envelope.Tls, left.Subject));
        Assert.Equal("Subject: kept\r\n\r\nshared\r\n", await store.ReadTextAsync(id, Token));

        await DeleteAllAsync(store, "carol");
        Assert.Null(await store.FindAsync(id, Token));
        if (kind == "maildir")
            Assert.Empty(Directory.GetFiles(MaildirPath, "*", SearchOption.AllDirectories));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Mailboxes_are_locked_however_the_name_is_written_and_others_are_not(string kind)
    {
        await using IMaildropStore store = Open(kind);
        await using (await store.OpenMaildropAsync(MaildropOwner.Of("bob@mx.example"), Token))
        {
            await using IMaildrop otherBob = await store.OpenMaildropAsync(MaildropOwner.Of("bob@other.example"), Token);
            await using IMaildrop carol = await store.OpenMaildropAsync(MaildropOwner.Of("carol", Host), Token);
            foreach (string name in (string[])["bob", "BOB", "Bob@MX.example"])
            {
                StoreException failure = await Assert.ThrowsAsync<StoreException>(
                    async () => await store.OpenMaildropAsync(MaildropOwner.Of(name, Host), Token));
                Assert.Equal(StoreFailure.InUse, failure.Kind);
            }
        }

        await using IMaildrop bob = await store.OpenMaildropAsync(MaildropOwner.Of("bob", Host), Token);
    }

    [Fact]
    public void A_user_without_a_name_has_no_maildrop() => Assert.Throws<ArgumentException>(() => MaildropOwner.Of(" ", Host));

    private static async Task DeleteAllAsync(IMaildropStore store, string user)
    {
        await using IMaildrop maildrop = await store.OpenMaildropAsync(MaildropOwner.Of(user, Host), Token);
        await maildrop.DeleteAsync([Assert.Single(maildrop.Messages).Number], Token);
    }
}
