// The error codes of 997 and 999 in words (X12.6; names as in the 4010 and 5010 code lists).

/** Element 720, AK304 and IK304. */
export const segmentErrors: Readonly<Record<string, string>> = {
  '1': 'unrecognised segment',
  '2': 'unexpected segment',
  '3': 'mandatory segment is missing',
  '4': 'loop occurs too often',
  '5': 'segment occurs too often',
  '6': 'segment is not in this set',
  '7': 'segment is out of sequence',
  '8': 'segment has element errors',
  I4: 'segment is not used in the implementation',
  I6: 'dependent segment is missing',
  I7: 'loop occurs too seldom',
  I8: 'segment occurs too seldom',
};

/** Element 723, AK403 and IK403. */
export const elementErrors: Readonly<Record<string, string>> = {
  '1': 'mandatory element is missing',
  '2': 'conditional element is missing',
  '3': 'too many elements',
  '4': 'element is too short',
  '5': 'element is too long',
  '6': 'invalid character',
  '7': 'invalid code',
  '8': 'invalid date',
  '9': 'invalid time',
  '10': 'exclusion condition violated',
  '12': 'too many repetitions',
  '13': 'too many components',
  I6: 'code is not used in the implementation',
};

/** Element 718, AK502 and IK502. */
export const setErrors: Readonly<Record<string, string>> = {
  '1': 'set is not supported',
  '2': 'trailer is missing',
  '3': 'control numbers of header and trailer differ',
  '4': 'segment count is wrong',
  '5': 'segments are in error',
  '6': 'set identifier is missing or invalid',
  '7': 'control number is missing or invalid',
  '18': 'set is not in this functional group',
  '19': 'implementation convention reference is invalid',
  '23': 'control number is not unique in the group',
};

/** Element 716, AK905. */
export const groupErrors: Readonly<Record<string, string>> = {
  '1': 'group is not supported',
  '2': 'group version is not supported',
  '3': 'group trailer is missing',
  '4': 'control numbers of group header and trailer differ',
  '5': 'number of sets is wrong',
  '6': 'group control number is invalid',
  '19': 'group control number is not unique',
};
