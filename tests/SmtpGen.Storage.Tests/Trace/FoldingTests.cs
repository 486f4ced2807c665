namespace SmtpGen.Storage.Tests.Trace;

public sealed class FoldingTests
{
    [Fact]
    public void Lines_of_names_of_any_length_stay_within_78_columns_and_unfold_to_the_same()
    {
        for (int length = 1; length <= 60; length++)
        {
            string name = new('h', length);
            ReceivedEnvelope envelope = Headers.Envelope with { ClientName = name, Recipients = Messages.Recipients($"{name}@mx.example") };

            string octets = envelope.Received(host: $"{name}.example", id: name);

            Headers.AssertWellFolded(octets);
            Assert.Equal(
                $"from {name} ([192.0.2.1]) (using TLS1.3 with cipher TLS_AES_256_GCM_SHA384) by {name}.example with ESMTPS id {name} "
                + $"for <{name}@mx.example>; Sat, 28 Feb 2026 23:59:59 +0900",
                Headers.ParseOne(octets).Value);
        }
    }

    [Fact]
    public void A_word_longer_than_a_line_has_a_line_of_its_own()
    {
        string path = new string('l', 64) + "@" + new string('d', 60) + ".example";
        Assert.Contains(
            $" for\r\n <{path}>;\r\n Sat, 28 Feb", (Headers.Envelope with { Recipients = Messages.Recipients(path) }).Received(), StringComparison.Ordinal);
        Assert.Equal($"Return-Path: <{path}>\r\n", (Headers.Envelope with { ReversePath = path }).ReturnPath());
    }
}
