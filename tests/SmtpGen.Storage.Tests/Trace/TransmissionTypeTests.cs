namespace SmtpGen.Storage.Tests.Trace;

public sealed class TransmissionTypeTests
{
    [Theory]
    [InlineData("SMTP", false, false, false)]
    [InlineData("ESMTP", true, false, false)]
    [InlineData("ESMTPS", true, true, false)]
    [InlineData("ESMTPA", true, false, true)]
    [InlineData("ESMTPSA", true, true, true)]
    public void SMTP_has_the_keywords_of_RFC_3848(string keyword, bool isExtended, bool isTls, bool isAuthenticated)
        => Assert.Equal(keyword, new TransmissionType { IsExtended = isExtended, IsTls = isTls, IsAuthenticated = isAuthenticated }.Keyword);

    [Theory]
    [InlineData(false, false, "")]
    [InlineData(true, false, "S")]
    [InlineData(false, true, "A")]
    [InlineData(true, true, "SA")]
    public void LMTP_and_UTF8_take_the_same_suffixes(bool isTls, bool isAuthenticated, string suffix)
    {
        foreach (bool isExtended in (bool[])[false, true])
        {
            var type = new TransmissionType { IsExtended = isExtended, IsTls = isTls, IsAuthenticated = isAuthenticated };
            Assert.Equal("LMTP" + suffix, (type with { IsLmtp = true }).Keyword);
            Assert.Equal("UTF8SMTP" + suffix, (type with { IsUtf8 = true }).Keyword);
            Assert.Equal("UTF8LMTP" + suffix, (type with { IsLmtp = true, IsUtf8 = true }).Keyword);
        }
    }

    [Fact]
    public void SMTP_without_extensions_takes_no_suffix()
        => Assert.Equal("SMTP", new TransmissionType { IsTls = true, IsAuthenticated = true }.Keyword);
}
