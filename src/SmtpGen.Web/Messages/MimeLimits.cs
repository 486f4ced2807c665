using MimeKit;

namespace SmtpGen.Web.Messages;

/// <summary>How much of a message is looked at. What is beyond is named among its problems, and the source has all of it.</summary>
internal static class MimeLimits
{
    /// <summary>Octets that are parsed.</summary>
    public const int Message = 64 << 20;

    /// <summary>Messages that are parsed at the same time.</summary>
    public const int AtOnce = 2;

    /// <summary>Parts that are shown.</summary>
    public const int Parts = 1000;

    /// <summary>Parts in parts; JSON readers take no more than twice as many levels.</summary>
    public const int Depth = 24;

    /// <summary>Octets in which the header is looked for.</summary>
    public const int Header = 1 << 20;

    /// <summary>Fields that are shown.</summary>
    public const int Fields = 1000;

    /// <summary>Octets of a field.</summary>
    public const int Field = 16 << 10;

    /// <summary>Characters of a file name.</summary>
    public const int Name = 255;

    /// <summary>Octets of a text, plain or HTML.</summary>
    public const int Text = 2 << 20;

    /// <summary>Octets of all images that an HTML text brings along.</summary>
    public const int InlineImages = 4 << 20;

    /// <summary>Recipients that are shown.</summary>
    public const int Recipients = 1000;

    /// <summary>Recipients in a list of messages.</summary>
    public const int ListedRecipients = 20;

    /// <summary>How the parser reads.</summary>
    public static ParserOptions Parser { get; } = Create();

    private static ParserOptions Create()
    {
        return new ParserOptions
        {
            MaxMimeDepth = Depth,
            MaxAddressGroupDepth = 3,
            AllowAddressesWithoutDomain = true,
            ParameterComplianceMode = RfcComplianceMode.Loose,
            Rfc2047ComplianceMode = RfcComplianceMode.Loose,
            AddressParserComplianceMode = RfcComplianceMode.Loose,
        };
    }
}
