"""The passwords that attackers try first, in lower case: from published lists of leaked ones, and Vietnamese ones."""

_LISTED = """
123456 password 12345678 qwerty 123456789 12345 1234 111111 1234567 dragon 123123 baseball abc123 football monkey
letmein 696969 shadow master 666666 qwertyuiop 123321 mustang 1234567890 michael 654321 superman 1qaz2wsx 7777777
121212 000000 qazwsx 123qwe killer trustno1 jordan jennifer zxcvbnm asdfgh hunter buster soccer harley batman
andrew tigger sunshine iloveyou 2000 charlie robert thomas hockey ranger daniel starwars 112233 george computer
michelle jessica pepper 1111 zxcvbn 555555 11111111 131313 freedom 777777 pass maggie 159753 aaaaaa ginger
princess joshua cheese amanda summer love ashley 6969 nicole chelsea matthew access yankees 987654321 dallas
austin thunder taylor matrix welcome admin administrator passw0rd p@ssw0rd password1 qwerty123 1q2w3e4r asdfghjkl
changeme secret login root test guest hello whatever
matkhau mậtkhẩu anhyeuem emyeuanh vietnam vietnamese saigon hanoi danang thanhhoa hochiminh 147258369 123654789
"""
COMMONEST = frozenset(_LISTED.split())
