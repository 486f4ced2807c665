namespace SmtpGen.Runtime.Bodies;

/// <summary>The octets that mean something in a dotted body.</summary>
internal static class Octet
{
    public const byte Nul = 0x00;
    public const byte LineFeed = 0x0A;
    public const byte CarriageReturn = 0x0D;
    public const byte Dot = 0x2E;
}
