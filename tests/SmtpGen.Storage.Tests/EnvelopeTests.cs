using SmtpGen.Envelopes;

namespace SmtpGen.Storage.Tests;

public sealed class EnvelopeTests : StoreContract
{
    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Every_part_of_an_envelope_comes_back(string kind)
    {
        var envelope = new ReceivedEnvelope
        {
            ReversePath = "\"a b\"@example.org",
            Recipients = Messages.Recipients("bob@example.com", "carol@example.net", "bob@example.com"),
            ClientName = "[IPv6:2001:db8::1]",
            ClientHost = "client.example",
            RemoteAddress = "[2001:db8::1]:50000",
            Protocol = "ESMTPSA",
            Tls = "TLS1.3 with cipher TLS_AES_256_GCM_SHA384",
            AuthenticatedAs = "alice",
            Forwarded = new ForwardedClient
            {
                Name = "spike.example",
                Address = "IPV6:2001:db8::7",
                Port = 4711,
                Protocol = "ESMTP",
                HelloName = "spike",
                Id = "3CF6B2AAE8",
                IsLocal = false,
            },
            SmtpUtf8 = true,
            ReceivedAt = new DateTimeOffset(2026, 2, 28, 23, 59, 59, 123, 456, TimeSpan.FromHours(9)).AddTicks(7),
        };
        await AssertRoundTripAsync(kind, envelope);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task An_envelope_of_the_least_comes_back_with_the_null_reverse_path(string kind)
        => await AssertRoundTripAsync(kind, new ReceivedEnvelope { ReversePath = "", Recipients = Messages.Recipients("postmaster") });

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Addresses_in_utf8_come_back(string kind)
        => await AssertRoundTripAsync(kind, new ReceivedEnvelope
        {
            ReversePath = "用户@例え.テスト",
            Recipients = Messages.Recipients("δοκιμή@παράδειγμα.δοκιμή", "emoji-\U0001F4EC@example.org"),
            SmtpUtf8 = true,
        });

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_thousand_recipients_come_back_in_their_order(string kind)
        => await AssertRoundTripAsync(kind, new ReceivedEnvelope
        {
            ReversePath = "alice@example.org",
            Recipients = Messages.Recipients(Enumerable.Range(0, 1000).Select(number => $"user{number}@example.com")),
        });

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Everything_that_extensions_say_of_a_message_comes_back(string kind)
        => await AssertRoundTripAsync(kind, Messages.Envelope() with
        {
            Parameters = new MailParameters
            {
                Body = BodyKind.BinaryMime,
                Return = ReturnedContent.Headers,
                EnvelopeId = "QQ 314+159=ü",
                RequireTls = true,
                Priority = -9,
                DeliverBy = new DeliverBy(-120, DeliverByMode.Notify, Trace: true),
                HoldUntil = new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.FromHours(-5)),
                SolicitationKeywords = ["net.example:ADV", "org.example:ADV:ADLT"],
                Submitter = "",
            },
        });

    public static TheoryData<string, MailParameters> KindsAndParameters
    {
        get
        {
            var data = new TheoryData<string, MailParameters>();
            foreach (string kind in Kinds)
            {
                data.Add(kind, new MailParameters { Body = BodyKind.SevenBit });
                data.Add(kind, new MailParameters { Return = ReturnedContent.Full });
                data.Add(kind, new MailParameters { EnvelopeId = "1" });
                data.Add(kind, new MailParameters { RequireTls = true });
                data.Add(kind, new MailParameters { Priority = 0 });
                data.Add(kind, new MailParameters { DeliverBy = new DeliverBy(999_999_999, DeliverByMode.Return) });
                data.Add(kind, new MailParameters { HoldUntil = DateTimeOffset.UnixEpoch });
                data.Add(kind, new MailParameters { SolicitationKeywords = [] });
                data.Add(kind, new MailParameters { Submitter = "alice@example.org" });
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(KindsAndParameters), DisableDiscoveryEnumeration = true)]
    public async Task What_was_said_is_told_from_what_was_not(string kind, MailParameters parameters)
        => await AssertRoundTripAsync(kind, Messages.Envelope() with { Parameters = parameters });

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_a_sender_asks_for_each_recipient_comes_back(string kind)
        => await AssertRoundTripAsync(kind, Messages.Envelope() with
        {
            Recipients =
            [
                new Recipient("a@example.com") { Notify = NotifyConditions.Never },
                new Recipient("b@example.com") { Notify = NotifyConditions.Success | NotifyConditions.Failure | NotifyConditions.Delay },
                new Recipient("c@example.com") { OriginalRecipient = new OriginalRecipient("utf-8", "用户+=@example.com") },
                new Recipient("d@example.com"),
            ],
        });

    [Theory]
    [InlineData(-10)]
    [InlineData(10)]
    public void A_priority_is_a_number_from_minus_9_to_9(int priority)
        => Assert.Throws<ArgumentOutOfRangeException>(() => new MailParameters { Priority = priority });

    private async Task AssertRoundTripAsync(string kind, ReceivedEnvelope envelope)
    {
        await using IMessageStore store = Open(kind);
        string id = await store.StoreAsync(envelope, "Subject: x\r\n\r\n"u8.ToArray(), Token);

        StoredMessage found = (await store.FindAsync(id, Token))!;
        StoredMessage listed = Assert.Single(await store.ListAllAsync(Token));
        foreach (ReceivedEnvelope stored in (ReceivedEnvelope[])[found.Envelope, listed.Envelope])
        {
            Assert.Equal(envelope.Recipients, stored.Recipients);
            Assert.Equal(envelope.Parameters.SolicitationKeywords, stored.Parameters.SolicitationKeywords);
            // Records compare lists by reference.
            MailParameters parameters = stored.Parameters with { SolicitationKeywords = envelope.Parameters.SolicitationKeywords };
            Assert.Equal(envelope, stored with { Recipients = envelope.Recipients, Parameters = parameters });
            Assert.Equal(envelope.ReceivedAt.Offset, stored.ReceivedAt.Offset);
        }
    }
}
