using Microsoft.Data.Sqlite;
using SmtpGen.Envelopes;
using SmtpGen.Storage.Sqlite;

namespace SmtpGen.Storage.Tests;

/// <summary>What was stored in the first formats stays readable.</summary>
public sealed class UpgradeTests : TemporaryDirectory
{
    // The tables as schema version 1 had them; never to be changed.
    private const string Version1 = """
        CREATE TABLE messages (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            received_at TEXT NOT NULL,
            reverse_path TEXT NOT NULL,
            client_name TEXT,
            remote_address TEXT,
            protocol TEXT,
            authenticated_as TEXT,
            smtputf8 INTEGER NOT NULL,
            size INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE recipients (
            message_id INTEGER NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
            position INTEGER NOT NULL,
            forward_path TEXT NOT NULL,
            PRIMARY KEY (message_id, position)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE body_chunks (
            message_id INTEGER NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
            start INTEGER NOT NULL,
            octets BLOB NOT NULL,
            PRIMARY KEY (message_id, start)
        ) STRICT;
        PRAGMA application_id = 1399670638; PRAGMA user_version = 1; PRAGMA journal_mode = WAL;
        INSERT INTO messages VALUES
            (7, '2026-02-28T23:59:59.1234567+09:00', 'alice@example.org', 'client.example', '192.0.2.1:50000', 'ESMTP', NULL, 0, 5),
            (9, '2026-03-01T00:00:00.0000000+00:00', '', NULL, NULL, NULL, 'carol', 1, 0);
        INSERT INTO recipients VALUES (7, 0, 'bob@mx.example'), (7, 1, 'carol@mx.example'), (9, 0, 'bob@mx.example');
        INSERT INTO body_chunks VALUES (7, 0, x'48656C6C6F');
        """;

    [Fact]
    public async Task A_database_of_version_1_is_upgraded_with_all_its_messages()
    {
        CreateVersion1();

        await using (SqliteMessageStore store = SqliteMessageStore.Open(DatabasePath))
        {
            await AssertMessagesAsync(store);
            Assert.Equal("5", store.WriterDatabase!.Query("PRAGMA user_version"));
            string id = await store.StoreAsync(
                Messages.Envelope() with
                {
                    Parameters = new MailParameters { Priority = 3 },
                    Forwarded = new ForwardedClient { Id = "3CF6B2AAE8" },
                },
                "x"u8.ToArray(),
                Token);
            Assert.Equal("10", id);
            ReceivedEnvelope stored = (await store.FindAsync(id, Token))!.Envelope;
            Assert.Equal(3, stored.Parameters.Priority);
            Assert.Equal("3CF6B2AAE8", stored.Forwarded!.Id);
            await using IMaildrop maildrop = await store.OpenMaildropAsync(MaildropOwner.Of("bob@mx.example"), Token);
            await maildrop.DeleteAsync([1, 2], Token);
        }

        await using SqliteMessageStore reopened = SqliteMessageStore.Open(DatabasePath);
        Assert.Equal(["7", "10"], (await reopened.ListAllAsync(Token)).Select(message => message.Id));
    }

    [Fact]
    public async Task An_upgraded_database_has_the_same_tables_as_a_new_one()
    {
        CreateVersion1();
        await SqliteMessageStore.Open(DatabasePath).DisposeAsync();
        string created = Path.Combine(Root, "new.db");
        await SqliteMessageStore.Open(created).DisposeAsync();
        Assert.Equal(Schema(created), Schema(DatabasePath));
    }

    [Fact]
    public async Task A_database_of_version_1_is_read_as_it_is()
    {
        CreateVersion1();

        await using (SqliteMessageStore store = SqliteMessageStore.Open(DatabasePath, StoreAccess.Read))
        {
            await AssertMessagesAsync(store);
            await using IMaildrop maildrop = await store.OpenMaildropAsync(MaildropOwner.Of("bob", "mx.example"), Token);
            // The last line is given an end.
            Assert.Equal([7L, 0L], maildrop.Messages.Select(message => message.Size));
        }

        using SqliteConnection connection = Connect(DatabasePath);
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "PRAGMA user_version";
        Assert.Equal(1L, command.ExecuteScalar());
    }

    [Fact]
    public async Task A_reader_that_was_open_during_the_upgrade_goes_on()
    {
        CreateVersion1();
        await using SqliteMessageStore reader = SqliteMessageStore.Open(DatabasePath, StoreAccess.Read);
        await using IAsyncEnumerator<StoredMessage> listing = reader.ListAsync(Token).GetAsyncEnumerator(Token);
        Assert.True(await listing.MoveNextAsync());

        await using SqliteMessageStore store = SqliteMessageStore.Open(DatabasePath);

        Assert.True(await listing.MoveNextAsync());
        Assert.Equal("9", listing.Current.Id);
        await AssertMessagesAsync(reader);
    }

    [Fact]
    public async Task An_envelope_of_the_first_format_beside_a_maildir_is_read()
    {
        await using MaildirMessageStore store = MaildirMessageStore.Open(MaildirPath);
        string id = await store.StoreAsync("x", Token);
        await File.WriteAllTextAsync(
            Path.Combine(MaildirPath, "envelopes", id + ".json"),
            """
            {
              "reversePath": "alice@example.org",
              "forwardPaths": [
                "bob@mx.example",
                "用户@例え.example"
              ],
              "protocol": "UTF8SMTP",
              "smtpUtf8": true,
              "receivedAt": "2026-02-28T23:59:59.1234567+09:00"
            }
            """,
            Token);

        ReceivedEnvelope envelope = (await store.FindAsync(id, Token))!.Envelope;

        Assert.Equal("alice@example.org", envelope.ReversePath);
        Assert.Equal(["bob@mx.example", "用户@例え.example"], envelope.ForwardPaths);
        Assert.Equal("UTF8SMTP", envelope.Protocol);
        Assert.Equal(MailParameters.None, envelope.Parameters);
    }

    private static async Task AssertMessagesAsync(SqliteMessageStore store)
    {
        List<StoredMessage> messages = await store.ListAllAsync(Token);
        Assert.Equal(["7", "9"], messages.Select(message => message.Id));
        Assert.Equal("Hello", await store.ReadTextAsync("7", Token));
        Assert.Equal("", await store.ReadTextAsync("9", Token));
        var first = new ReceivedEnvelope
        {
            ReversePath = "alice@example.org",
            Recipients = messages[0].Envelope.Recipients,
            ClientName = "client.example",
            RemoteAddress = "192.0.2.1:50000",
            Protocol = "ESMTP",
            ReceivedAt = new DateTimeOffset(2026, 2, 28, 23, 59, 59, 123, 456, TimeSpan.FromHours(9)).AddTicks(7),
        };
        Assert.Equal(first, messages[0].Envelope);
        Assert.Equal(Messages.Recipients("bob@mx.example", "carol@mx.example"), messages[0].Envelope.Recipients);
        Assert.Equal("carol", messages[1].Envelope.AuthenticatedAs);
        Assert.True(messages[1].Envelope.SmtpUtf8);
    }

    private void CreateVersion1()
    {
        using SqliteConnection connection = Connect(DatabasePath);
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = Version1;
        command.ExecuteNonQuery();
    }

    private static List<string> Schema(string path)
    {
        using SqliteConnection connection = Connect(path);
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name";
        using SqliteDataReader reader = command.ExecuteReader();
        var statements = new List<string>();
        while (reader.Read())
            statements.Add(reader.GetString(0));
        return statements;
    }

    private static SqliteConnection Connect(string path)
    {
        var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        return connection;
    }
}
