namespace SmtpGen.Storage.Tests;

public sealed class EnvelopeTests : StoreContract
{
    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Every_part_of_an_envelope_comes_back(string kind)
    {
        var envelope = new MessageEnvelope
        {
            ReversePath = "\"a b\"@example.org",
            ForwardPaths = ["bob@example.com", "carol@example.net", "bob@example.com"],
            ClientName = "[IPv6:2001:db8::1]",
            RemoteAddress = "[2001:db8::1]:50000",
            Protocol = "ESMTPSA",
            AuthenticatedAs = "alice",
            SmtpUtf8 = true,
            ReceivedAt = new DateTimeOffset(2026, 2, 28, 23, 59, 59, 123, 456, TimeSpan.FromHours(9)).AddTicks(7),
        };
        await AssertRoundTripAsync(kind, envelope);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task An_envelope_of_the_least_comes_back_with_the_null_reverse_path(string kind)
        => await AssertRoundTripAsync(kind, new MessageEnvelope { ReversePath = "", ForwardPaths = ["postmaster"] });

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Addresses_in_utf8_come_back(string kind)
        => await AssertRoundTripAsync(kind, new MessageEnvelope
        {
            ReversePath = "用户@例え.テスト",
            ForwardPaths = ["δοκιμή@παράδειγμα.δοκιμή", "emoji-\U0001F4EC@example.org"],
            SmtpUtf8 = true,
        });

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_thousand_recipients_come_back_in_their_order(string kind)
        => await AssertRoundTripAsync(kind, new MessageEnvelope
        {
            ReversePath = "alice@example.org",
            ForwardPaths = [.. Enumerable.Range(0, 1000).Select(number => $"user{number}@example.com")],
        });

    private async Task AssertRoundTripAsync(string kind, MessageEnvelope envelope)
    {
        await using IMessageStore store = Open(kind);
        string id = await store.StoreAsync(envelope, "Subject: x\r\n\r\n"u8.ToArray(), Token);

        StoredMessage found = (await store.FindAsync(id, Token))!;
        StoredMessage listed = Assert.Single(await store.ListAllAsync(Token));
        foreach (MessageEnvelope stored in (MessageEnvelope[])[found.Envelope, listed.Envelope])
        {
            Assert.Equal(envelope.ForwardPaths, stored.ForwardPaths);
            // Records compare lists by reference.
            Assert.Equal(envelope, stored with { ForwardPaths = envelope.ForwardPaths });
            Assert.Equal(envelope.ReceivedAt.Offset, stored.ReceivedAt.Offset);
        }
    }
}
