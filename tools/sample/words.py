"""The sample cohort's invented employers, roles, people and letters. Nobody and nothing in it is real."""

from __future__ import annotations

from analytics.taxonomy import Reason, Sign, Theme

EMPLOYER_FIRST = (
    "Alder",
    "Amberlow",
    "Birchfield",
    "Blue Heron",
    "Brightwater",
    "Calder",
    "Cedarline",
    "Copperhill",
    "Dovetail",
    "Eastmere",
    "Elmstead",
    "Fennbrook",
    "Fieldgate",
    "Foxglove",
    "Greyling",
    "Harrowby",
    "Hazelmoor",
    "Ironbark",
    "Juniper",
    "Kestrel",
    "Larkspur",
    "Limewharf",
    "Maplecross",
    "Marram",
    "Northlight",
    "Oakhollow",
    "Otterburn",
    "Pebble",
    "Quillon",
    "Redshank",
    "Rowanside",
    "Saltmarsh",
    "Sandpiper",
    "Silverfen",
    "Tamarind",
    "Thistledown",
    "Umberfold",
    "Vellum",
    "Wrenfield",
    "Yarrow",
)
EMPLOYER_LAST = {
    "technology": ("Systems", "Labs", "Software", "Works"),
    "finance": ("Mutual", "Capital Partners", "Insurance", "Payments"),
    "health": ("Clinics", "Health", "Diagnostics", "Care"),
    "public": ("County Council", "Transport Authority", "Institute", "Water Board"),
    "retail": ("Stores", "Foods", "Home", "Outfitters"),
}
PLACES = (
    ("Northbridge", "GB"),
    ("Wexmouth", "GB"),
    ("Lindenau am See", "DE"),
    ("Steinfurt-Ost", "DE"),
    ("Montclair-sur-Lys", "FR"),
    ("Port Ellery", "US"),
    ("Grand Pine", "US"),
    ("Nieuwhaven", "NL"),
)
FIRST_NAMES = (
    "Robin",
    "Sam",
    "Noor",
    "Kai",
    "Mika",
    "Alex",
    "Jules",
    "Sasha",
    "Remy",
    "Yuki",
    "Ari",
    "Toni",
    "Nika",
    "Dana",
    "Emre",
    "Lena",
    "Ines",
    "Tariq",
    "Maya",
    "Oleg",
    "Priya",
    "Hana",
    "Luca",
    "Zoe",
)
LAST_NAMES = (
    "Vale",
    "Marsh",
    "Fenwick-Low",
    "Thornby",
    "Ashdell",
    "Quarry",
    "Lindqvale",
    "Okonfield",
    "Rushmere",
    "Petrowood",
    "Sandoval-Reed",
    "Harbeck",
    "Nakamoor",
    "Brookhart",
    "Duskin",
    "Ellerby",
    "Farrowmere",
    "Gildenwick",
    "Holloway-Sand",
    "Ibarrow",
    "Jessopfield",
    "Kwameson",
    "Larkin-Voss",
    "Mirovale",
    "Nettlecombe",
    "Osterby",
    "Pellworth",
)
ROLES = {
    "software": ("Software Developer", "Backend Developer", "Frontend Developer", "Junior Software Engineer"),
    "data": ("Data Analyst", "Junior Data Scientist", "Data Engineer", "Business Intelligence Analyst"),
    "design": ("UX Designer", "Product Designer", "Visual Designer", "Service Designer"),
    "marketing": (
        "Marketing Coordinator",
        "Content Marketer",
        "Market Research Assistant",
        "Campaign Manager",
    ),
    "operations": ("Operations Trainee", "Project Coordinator", "Supply Chain Analyst", "Process Analyst"),
}
SKILLS = {
    "software": ("Kubernetes", "TypeScript", "automated testing", "Java", "cloud deployment"),
    "data": ("SQL", "dbt", "statistical modelling", "Power BI", "Spark"),
    "design": ("Figma prototyping", "user research", "design systems", "accessibility", "motion design"),
    "marketing": (
        "paid search",
        "web analytics",
        "copywriting for business customers",
        "CRM tools",
        "event planning",
    ),
    "operations": ("SAP", "process mapping", "Excel modelling", "supplier negotiation", "project planning"),
}

OPENINGS = (
    "Thank you for your application for the position of {role}.",
    "Dear {first}, thank you for your interest in {employer}.",
    "Hello {first}, thanks for the time you put into your application.",
    "We have now finished reviewing the applications for the {role} role.",
    "Thank you for applying to {employer}.",
    "I am writing about your application as {role}.",
)
AFTER_INTERVIEW = (
    "Thank you for coming in to speak with the team about the {role} position.",
    "Hello {first}, it was a pleasure to talk with you about the {role} role.",
    "Dear {first}, thank you for the conversation last week.",
    "Thanks again for taking the time to interview with {employer}.",
)
DECISIONS = (
    "We have decided not to take your application further.",
    "We won't be moving ahead with you this time.",
    "Unfortunately we can't offer you this position.",
    "I am sorry to tell you that you were not selected.",
)
CLOSINGS = (
    "We wish you all the best.",
    "Please feel free to apply again in the future.",
    "I hope this helps, and good luck with your search.",
    "Kind regards from the hiring team.",
    "We would be glad to hear from you when another role opens.",
    "",
)

# Sentences that name a reason, with the theme they speak of.
REASON_SENTENCES: dict[Reason, tuple[tuple[str, Theme | None], ...]] = {
    Reason.EXPERIENCE: (
        ("We were looking for someone with more hands-on experience in {skill}.", Theme.TECHNICAL),
        ("Your knowledge of {skill} is not yet at the level that the team needs.", Theme.TECHNICAL),
        ("What was missing for us was proven work with {skill} in a real project.", Theme.EXPERIENCE),
        (
            "The role asks for at least two years in a similar position, which your profile does not show yet.",
            Theme.EXPERIENCE,
        ),
        ("In the exercise, the part on {skill} was incomplete.", Theme.TECHNICAL),
        ("Candidates with an internship in this field were ahead of you.", Theme.EXPERIENCE),
    ),
    Reason.INTERVIEW: (
        (
            "Your answers to the case questions stayed general; concrete examples with results would have helped.",
            Theme.INTERVIEW,
        ),
        (
            "When we walked through the problem, we could not follow how you got from one step to the next.",
            Theme.PROBLEM_SOLVING,
        ),
        ("You seemed unprepared for questions about our products.", Theme.ENTHUSIASM),
        ("Several of your explanations were long and we lost the main point.", Theme.COMMUNICATION),
        ("The presentation ran over its time and left no room for the recommendation.", Theme.COMMUNICATION),
    ),
    Reason.CULTURE: (
        (
            "We felt that you prefer to work on your own, while this team pairs most of the day.",
            Theme.COMPANY_FIT,
        ),
        (
            "Our way of working is quite informal, and we were not sure that it would suit you.",
            Theme.COMPANY_FIT,
        ),
        ("We missed a clear sign of why our mission matters to you.", Theme.ENTHUSIASM),
        ("The team had the impression that your working style would not match its pace.", Theme.COMPANY_FIT),
    ),
    Reason.DOCUMENTS: (
        ("Your résumé did not make clear which parts of the projects were yours.", Theme.DOCUMENTS),
        (
            "The cover letter could have been sent to any company; it did not mention our role.",
            Theme.DOCUMENTS,
        ),
        ("Your application was missing the portfolio that we asked for.", Theme.DOCUMENTS),
        ("The résumé lists tasks but no results, so we could not judge their size.", Theme.DOCUMENTS),
    ),
    Reason.OTHERS: (
        ("We have decided to go ahead with another candidate.", None),
        ("Another applicant was a closer match for this position.", None),
        ("We received a large number of strong applications and chose someone else.", None),
        ("The choice was close, and in the end the position went to a different person.", None),
    ),
    Reason.OVERQUALIFIED: (
        ("With your degree and experience we believe that this role would not challenge you for long.", None),
        ("We think you are overqualified for this entry-level position.", None),
    ),
    Reason.POSITION: (
        ("The position has been put on hold because of a budget freeze.", None),
        ("The role was filled internally before we finished the process.", None),
        ("We have decided not to hire for this position this year.", None),
        ("After a reorganisation the role no longer exists.", None),
    ),
    Reason.LOGISTICS: (
        ("We can't sponsor a work permit for this role.", None),
        ("We need somebody who can start next month and work on site every day.", None),
        ("Your salary expectation is above the range for this position.", None),
    ),
    Reason.OTHER: (
        ("The application arrived after the closing date had passed.", None),
        ("Company rules don't allow us to hire relatives of current staff.", None),
    ),
}

PRAISE: tuple[tuple[str, Theme], ...] = (
    ("We liked how clearly you explained your thesis.", Theme.COMMUNICATION),
    ("Your enthusiasm for the subject came across well.", Theme.ENTHUSIASM),
    ("The structure of your solution was convincing.", Theme.PROBLEM_SOLVING),
    ("Your command of {skill} is solid.", Theme.TECHNICAL),
    ("Your résumé is easy to read and well organised.", Theme.DOCUMENTS),
)
ADVICE = (
    "A small public project that uses it would make a difference.",
    "Practising with a friend before the next interview might help.",
    "Two or three numbers for each project would already do a lot.",
    "",
    "",
)
# Letters that say no and give no reason.
FORM_LETTERS = (
    "After careful consideration we will not be moving forward with your application.",
    "While we were impressed with your skills and experience, we are unable to offer you a position.",
    "We regret to inform you that your application was not successful on this occasion.",
    "We will keep your details on file for future opportunities.",
    "Unfortunately we are not able to give individual feedback.",
)
UNCONSTRUCTIVE: tuple[tuple[str, Sign], ...] = (
    ("It just was not what we had in mind.", Sign.VAGUE),
    ("Something about it did not feel right to us.", Sign.VAGUE),
    ("Frankly, you do not have the personality for this line of work.", Sign.PERSONAL),
    ("You came across as a rather odd person.", Sign.PERSONAL),
    ("Nothing in the application was good, and the interview was worse.", Sign.ONLY_NEGATIVE),
    ("Poor résumé, poor answers, poor preparation.", Sign.ONLY_NEGATIVE),
    ("People from your university rarely stay with us anyway.", Sign.OUT_OF_CONTEXT),
)
OWN_NOTES = (
    "I think they wanted somebody who lives closer.",
    "I spoke too fast in the second half, I could feel it.",
    "The posting was very broad, I am not sure what they wanted.",
    "Did not expect the whiteboard task, practise those.",
)
JOURNAL = (
    "Tired of form letters today. Went for a walk, then changed one paragraph of the résumé.",
    "The call went better than I feared. I knew the answer to the tricky question.",
    "Got a no from the place I liked most. It stings. I will ask them for feedback on Thursday.",
    "Quiet week. Sent four applications and did two lessons.",
    "Practised with a friend, it helped to say things aloud.",
)
KEEP = (
    "Practising out loud the evening before.",
    "Asking for the names of the people I will meet.",
    "Sending the thank-you note the same day.",
    "",
    "",
)
CHANGE = (
    "Start with the result, then tell how.",
    "Read the posting again before the call.",
    "No applications after ten at night.",
    "",
    "",
)
STRENGTHS: tuple[tuple[Theme, str, str | None], ...] = (
    (Theme.TECHNICAL, "Rebuilt the booking tool of the students' union, which now runs unattended.", "1,200 bookings"),
    (Theme.COMMUNICATION, "Explained my thesis to a class of schoolchildren, who asked good questions.", "25 pupils"),
    (Theme.PROBLEM_SOLVING, "Found why the weekly report was wrong by following one number through it.", None),
    (Theme.ENTHUSIASM, "Organised a reading group that still meets.", "14 evenings"),
    (Theme.EXPERIENCE, "Kept the stock of a shop in order on my own over the summer.", "3 months"),
    (Theme.DOCUMENTS, "Rewrote my résumé so that each project says what came of it.", None),
)
