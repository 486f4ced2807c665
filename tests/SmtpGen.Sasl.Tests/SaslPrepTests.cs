namespace SmtpGen.Sasl.Tests;

public sealed class SaslPrepTests
{
    [Theory]
    [InlineData("I\u00ADX", "IX")] // RFC 4013, section 3
    [InlineData("user", "user")]
    [InlineData("USER", "USER")]
    [InlineData("\u00AA", "a")]
    [InlineData("\u2168", "IX")]
    [InlineData("a\u00A0b\u3000c", "a b c")]
    [InlineData("e\u0301", "\u00E9")]
    [InlineData("\U0001F4EC", "\U0001F4EC")]
    [InlineData("\uFEFF", "")]
    [InlineData("", "")]
    public void Text_is_prepared(string text, string expected) => Assert.Equal(expected, new string(SaslPrep.Prepare(text)));

    [Theory]
    [InlineData("\u0007")] // RFC 4013, section 3
    [InlineData("a\u007F")]
    [InlineData("\u0085")]
    [InlineData("\u200E")]
    [InlineData("\u2028")]
    [InlineData("\uE000")]
    [InlineData("\uFDD0")]
    [InlineData("\uFFFD")]
    [InlineData("\uFFFF")]
    [InlineData("\U000E0041")]
    public void Prohibited_characters_are_refused(string text) => Assert.Null(SaslPrep.Prepare(text));

    [Fact]
    public void Half_a_surrogate_pair_is_refused() => Assert.Null(SaslPrep.Prepare(['a', '\uD800']));
}
