using SmtpGen.Runtime.Bodies;

namespace SmtpGen.Runtime.Tests.Bodies;

/// <summary>How a body came out: everything a caller can see. Texts are Latin-1, an octet a character.</summary>
internal sealed record BodyOutcome(
    DottedBodyStatus Status, string Body, string Rest, BodyFault Fault, long Octets, bool IsTooBig);
